import type { PageRefusal } from '../adminRoute.ts'
import { NO_LOGIN } from '../loginWords.ts'
import type { ChangeAnswer } from '../views.ts'

/** Result of a posted step. */
export type StepAnswer<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable' }

export type SendStepParameters = {
  /** Path on this server: `/app/lists/…`. */
  readonly path: string
  readonly body: unknown
  readonly signal?: AbortSignal | undefined
}

/**
 * Post a step of an import to an `adminAction`. It uses plain `fetch`: a fetcher would load the page again after every
 * step.
 *
 * @throws {DOMException} if it was aborted
 */
export async function sendStep<Result>({
  path,
  body,
  signal,
}: SendStepParameters): Promise<StepAnswer<Result>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })
    // The body may be Shopify's library's, which is no JSON.
    if (response.status === 401) return { kind: 'refused', message: NO_LOGIN }
    if (response.status >= 500) return { kind: 'unreachable' }
    const answer = (await response.json()) as ChangeAnswer<Result> | PageRefusal
    // The server answers like this if it refuses a request before the action.
    if ('msg' in answer) return { kind: 'refused', message: answer.msg }
    if (answer.kind === 'done') return answer
    return answer.kind === 'failed' ? { kind: 'refused', message: answer.message } : { kind: 'unreachable' }
  } catch (error) {
    if (signal?.aborted) throw error
    return { kind: 'unreachable' }
  }
}
