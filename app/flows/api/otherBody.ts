import { ConflictError } from '../../core/errors/base.ts'

/** The error for an idempotency key that was used with another body. */
export function otherBody(): ConflictError {
  return new ConflictError(
    'ERR_IDEMPOTENCY_BODY',
    'This Idempotency-Key belongs to a request with another body.',
    { hint: 'Send a new key with each new request, and the same key only to repeat one.' },
  )
}
