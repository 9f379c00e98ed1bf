import { findRetryAfter } from './core/errors/details.ts'
import { explainError } from './explainError.ts'

/**
 * The one JSON answer to what a door throws: `{ msg, code }` and the code's status, with `Retry-After` where the error
 * says when. Never a stack, never a cause.
 */
export function answerError(error: unknown): Response {
  const explained = explainError(error)
  const { status, code, msg } = explained
  const answer = answerJson({ msg, code }, status)
  const retryAfter = findRetryAfter(explained)
  if (retryAfter !== undefined) answer.headers.set('retry-after', String(retryAfter))
  return answer
}

const unkept = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

/** A JSON answer that nobody may keep. */
export function answerJson(body: unknown, status = 200): Response {
  // What is set on it later must be on this very object: @hono/node-server forgets it for plain ones.
  return new Response(JSON.stringify(body), { status, headers: new Headers(unkept) })
}

/** The same where all headers are known beforehand and nothing is set later: a good part of a small answer's cost less. */
export function answerWhole(body: unknown, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), { status: 200, headers: { ...unkept, ...headers } })
}
