import { ConflictError } from '../errors/base.ts'

/** The error for a shop without a signing key, as right after all keys were ended: ERR_KEYS_CHANGING. */
export function keylessShop(): ConflictError {
  return new ConflictError('ERR_KEYS_CHANGING', 'This shop is changing its keys.', {
    hint: 'Try again in a minute.',
    details: { retryAfter: 60 },
  })
}
