import { setAnswerNote } from './answerNotes.ts'
import { findDetails, findRetryAfter } from './core/errors/details.ts'
import { describeError } from './describeError.ts'

/**
 * Build the JSON response for a thrown value: `{ msg, code }` with the code's status, and `Retry-After` if the error
 * names a time. A request that was signed at another time also gets `now`. No stack and no cause. `reword` changes the
 * sentence for who reads it.
 */
export function answerError(error: unknown, reword = (sentence: string) => sentence): Response {
  const explained = describeError(error)
  const { status, code, msg, errorId } = explained
  const answer = answerJson({ msg: reword(msg), code, ...findDetails(explained, 'ERR_REQUEST_TIME') }, status)
  const retryAfter = findRetryAfter(explained)
  if (retryAfter !== undefined) answer.headers.set('retry-after', String(retryAfter))
  return setAnswerNote(answer, { code, ...(errorId && { errorId }) })
}

const createHeaders = () => ({
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
})

/** Build a JSON response with `no-store`. */
export function answerJson(body: unknown, status = 200): Response {
  // A `Headers` object, because headers are set on it later: @hono/node-server loses those for plain objects.
  return new Response(JSON.stringify(body), { status, headers: new Headers(createHeaders()) })
}

/**
 * Like `answerJson`, with status 200 and all headers given now: a small response costs much less if none is set later.
 */
export function answerWhole(body: unknown, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), { status: 200, headers: Object.assign(createHeaders(), headers) })
}
