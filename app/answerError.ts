import { explainError } from './explainError.ts'

/**
 * The one JSON answer to what a door throws: `{ msg, code }` and the code's status, with `Retry-After` where the error
 * says when. Never a stack, never a cause.
 */
export function answerError(error: unknown): Response {
  const { status, code, msg, details } = explainError(error)
  const answer = answerJson({ msg, code }, status)
  if (typeof details.retryAfter === 'number') answer.headers.set('retry-after', String(details.retryAfter))
  return answer
}

/** A JSON answer that nobody may keep. */
export function answerJson(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    // What is set on it later must be on this very object: @hono/node-server forgets it for plain ones.
    headers: new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }),
  })
}
