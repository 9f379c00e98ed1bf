import { LoginError } from '../errors/base.ts'
import type { SignedRequest } from './types.ts'

/** Seconds that a signed request may be off this server's clock. */
const REQUEST_SKEW = 60

/**
 * Check that a request was signed now.
 *
 * @throws {LoginError} ERR_REQUEST_TIME with this server's time, by which a device with a wrong clock signs again.
 */
export function checkRequestTime({ at, now }: Pick<SignedRequest, 'at'> & { readonly now: number }): void {
  if (Math.abs(now - at) <= REQUEST_SKEW) return
  throw new LoginError('ERR_REQUEST_TIME', 'The time of this request is not the time of this server.', {
    hint: 'Sign the request again, with the time in this answer.',
    details: { now },
  })
}
