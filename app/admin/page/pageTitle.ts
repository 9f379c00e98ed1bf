import type { MetaFunction } from '@remix-run/react'

type LoadedData<Loader> = NonNullable<Parameters<MetaFunction<Loader>>[0]['data']>

/**
 * Make a page's `meta`: the title of the browser's tab.
 *
 * @param title The title while the page has no data, and where it needs none.
 * @param titleLoaded The title once the page has its data.
 */
export function pageTitle<Loader = unknown>(
  title: string,
  titleLoaded?: (data: LoadedData<Loader>) => string,
): MetaFunction<Loader> {
  return ({ data }) => [{ title: data && titleLoaded ? titleLoaded(data as LoadedData<Loader>) : title }]
}
