import { createRouteMatcher, type Routes } from './createRouteMatcher.ts'

type Actions = Readonly<Record<string, { readonly module: { readonly action?: unknown } } | undefined>>

function answerMethod(): Response {
  return new Response('No page answers this method. Use GET.', {
    status: 405,
    headers: { 'content-type': 'text/plain; charset=utf-8', allow: 'GET, HEAD' },
  })
}

/**
 * Make the check whether what is at a URL takes a request that changes something: an answer if it does not. Remix would
 * log such a request as an error, and some as a fault of a page, and anybody may send it.
 */
export function createMethodCheck({ routes }: { routes: Routes & Actions }) {
  const match = createRouteMatcher(routes)
  return ({ method, url }: Pick<Request, 'method' | 'url'>): Response | null => {
    if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(method)) return null
    const { id = '' } = match(new URL(url).pathname).at(-1) ?? {}
    return routes[id]?.module.action ? null : answerMethod()
  }
}
