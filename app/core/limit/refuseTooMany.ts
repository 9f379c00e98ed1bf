import { AccessError } from '../errors/base.ts'

/** Say that too much was asked; `retryAfter` in whole seconds, at least one. */
export function refuseTooMany({ retryAfter }: { retryAfter: number }): AccessError {
  return new AccessError('ERR_RATE_LIMITED', 'Too many requests came at once.', {
    hint: `Wait ${retryAfter === 1 ? 'a second' : `${retryAfter} seconds`} and try again.`,
    details: { retryAfter },
  })
}
