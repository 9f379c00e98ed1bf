import { answerError } from '../answerError.ts'
import { AccessError, NotFoundError } from '../core/errors/base.ts'

/** Dependencies of the metrics door. */
export type MetricsDoor = {
  /** The token that a reader must send; null if nobody may read. */
  readonly token: string | null
  /** Compares in constant time. */
  readonly isEqual: (expected: string, given: string) => boolean
  readonly read: () => Promise<string>
  readonly contentType: string
}

/** Make the loader of the metrics. It requires `Authorization: Bearer` with the token; ERR_NOT_FOUND if none is set. */
export function metricsRoute({ token, isEqual, read, contentType }: MetricsDoor) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    try {
      checkToken({ token, isEqual, given: request.headers.get('authorization') })
      const headers = { 'content-type': contentType, 'cache-control': 'no-store' }
      return new Response(await read(), { headers })
    } catch (error) {
      return answerError(error)
    }
  }
}

function checkToken({
  token,
  isEqual,
  given,
}: Pick<MetricsDoor, 'token' | 'isEqual'> & { given: string | null }): void {
  if (token === null) {
    throw new NotFoundError('ERR_NOT_FOUND', 'There is nothing at this URL.', {
      hint: 'Check its spelling.',
    })
  }
  if (given === null) {
    throw new AccessError('ERR_KEY_MISSING', 'Reading metrics needs a token.', {
      hint: 'Send "Authorization: Bearer" with METRICS_TOKEN.',
    })
  }
  if (!isEqual(`Bearer ${token}`, given)) {
    throw new AccessError('ERR_KEY_UNKNOWN', 'This token is not METRICS_TOKEN.', {
      hint: 'Send "Authorization: Bearer" with METRICS_TOKEN.',
    })
  }
}
