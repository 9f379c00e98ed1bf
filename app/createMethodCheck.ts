import { answerError } from './answerError.ts'
import { InputError } from './core/errors/base.ts'
import { createRouteMatcher, type Routes } from './createRouteMatcher.ts'

type Actions = Readonly<Record<string, { readonly module: { readonly action?: unknown } } | undefined>>

function answerPageMethod(): Response {
  const answer = answerError(
    new InputError('ERR_METHOD', 'No page answers this method.', { hint: 'Use GET.' }),
  )
  answer.headers.set('allow', 'GET, HEAD')
  return answer
}

/**
 * Make the check whether what is at a URL takes a request that changes something: an answer if it does not. Remix would
 * log such a request as an error, and some as a fault of a page, and anybody may send it.
 */
export function createMethodCheck({ routes }: { routes: Routes & Actions }) {
  const match = createRouteMatcher(routes)
  return ({ method, url }: Pick<Request, 'method' | 'url'>): Response | null => {
    if (/^(?:GET|HEAD|OPTIONS)$/.test(method)) return null
    if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(method)) return answerPageMethod()
    const { id = '' } = match(new URL(url).pathname).at(-1) ?? {}
    return routes[id]?.module.action ? null : answerPageMethod()
  }
}
