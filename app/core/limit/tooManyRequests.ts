import { AccessError } from '../errors/base.ts'

/** The error for too many requests at once. `retryAfter` in whole seconds, at least one. */
export function tooManyRequests({ retryAfter }: { retryAfter: number }): AccessError {
  return new AccessError('ERR_RATE_LIMITED', 'Too many requests arrived at once.', {
    hint: `Wait ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`} and try again.`,
    details: { retryAfter },
  })
}
