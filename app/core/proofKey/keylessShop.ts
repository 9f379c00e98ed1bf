import { ConflictError } from '../errors/base.ts'

/** The error for a shop of which no key signs, as right after all were ended. */
export function keylessShop(): ConflictError {
  return new ConflictError('ERR_KEYS_CHANGING', 'This shop is changing its keys.', {
    hint: 'Try again in a minute.',
  })
}
