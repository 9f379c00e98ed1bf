import { PalisadeError } from './core/errors/base.ts'
import { statusOf } from './statusOf.ts'

/**
 * The one JSON answer to what a door throws: `{ msg, code }` and the code's status, with `Retry-After` where the error
 * says when. Never a stack, never a cause.
 */
export function answerError(error: unknown): Response {
  if (error instanceof PalisadeError && error.code !== 'ERR_INTERNAL') {
    const msg = error.hint ? `${error.message} ${error.hint}` : error.message
    const answer = answerJson({ msg, code: error.code }, statusOf(error.code))
    const retryAfter = error.details?.retryAfter
    if (typeof retryAfter === 'number') answer.headers.set('retry-after', String(retryAfter))
    return answer
  }
  const id = crypto.randomUUID()
  console.error(`request ${id} failed:`, error)
  const msg = `Something went wrong on our side. Nothing is lost; try again, and name ${id} if it stays so.`
  return answerJson({ msg, code: 'ERR_INTERNAL' }, 500)
}

/** A JSON answer that nobody may keep. */
export function answerJson(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
