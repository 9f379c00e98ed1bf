import type { MetaFunction } from '@remix-run/react'

type LoadedData<Loader> = NonNullable<Parameters<MetaFunction<Loader>>[0]['data']>

/**
 * Make a page's `meta`: the title of the browser tab.
 *
 * @param title Title while the page has no data, and for pages that need none.
 * @param titleLoaded Title once the page has its data.
 */
export function composePageMeta<Loader = unknown>(
  title: string,
  titleLoaded?: (data: LoadedData<Loader>) => string,
): MetaFunction<Loader> {
  return ({ data }) => [{ title: data && titleLoaded ? titleLoaded(data as LoadedData<Loader>) : title }]
}
