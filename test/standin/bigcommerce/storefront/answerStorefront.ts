import { composeResponse } from '../api/answerApi.ts'
import { type Answer, refuse } from '../api/context.ts'
import { findOperation, listProblems } from '../contract/judge.ts'
import type { StandinStore } from '../state.ts'
import { CARTS, CHECKOUTS, type ShopperCall } from './carts.ts'

/** Answers the storefront's API of carts and checkouts for the browser with this session. */
export async function answerStorefront(
  store: StandinStore,
  session: ShopperCall['session'],
  request: Request,
): Promise<Response> {
  const url = new URL(request.url)
  const base = '/api/storefront'
  const found = findOperation({ method: request.method, base, path: url.pathname.slice(base.length) })
  if (found.kind !== 'found')
    return composeResponse(store, null, refuse(found.kind === 'unknown' ? 501 : 405, 'STANDIN_NOT_IMITATED'))
  const { operation, params } = found
  const query = Object.fromEntries(url.searchParams)
  const body = await readBody(request)
  const problems = listProblems({ operation, query, body })
  const handler = { ...CARTS, ...CHECKOUTS }[`${operation.method} ${operation.path}`]
  const answer: Answer =
    Object.keys(problems).length > 0
      ? refuse(422, `The request is not as published: ${JSON.stringify(problems)}`)
      : handler
        ? handler({ store, params, query, body, session })
        : refuse(501, 'STANDIN_NOT_IMITATED')
  store.log.push(`${operation.method} ${base}${operation.path} ${answer.status}`)
  return composeResponse(store, operation, answer)
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
