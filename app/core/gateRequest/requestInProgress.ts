import { ConflictError } from '../errors/base.ts'

/** The error for an idempotency key whose first request has not ended yet. */
export function requestInProgress(): ConflictError {
  return new ConflictError(
    'ERR_IDEMPOTENCY_BUSY',
    'A request with this Idempotency-Key is still being answered.',
    { hint: 'Send the same request again in a moment.' },
  )
}
