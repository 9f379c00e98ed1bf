import { ConflictError } from '../errors/base.ts'

/**
 * The error for a shop without a signing key: right after all keys were ended, or while the clock is set back to before
 * the first one: ERR_KEYS_CHANGING.
 */
export function keylessShop(): ConflictError {
  return new ConflictError('ERR_KEYS_CHANGING', 'No key of this shop signs at the moment.', {
    hint: 'Try again in a minute.',
    details: { retryAfter: 60 },
  })
}
