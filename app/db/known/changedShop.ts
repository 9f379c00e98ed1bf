import { ConflictError } from '../../core/errors/base.ts'

/** The shop or a gate is not as the caller knows it. */
export function changedShop(): ConflictError {
  return new ConflictError('ERR_SHOP_CHANGED', 'This shop was changed during the request.', {
    hint: 'Try again.',
  })
}
