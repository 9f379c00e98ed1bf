import { NotFoundError } from '../../core/errors/base.ts'

/** The error for a shop that never had the app or has uninstalled it. */
export function unknownShop(): NotFoundError {
  return new NotFoundError('ERR_SHOP_NOT_FOUND', 'This shop does not have the app installed.', {
    hint: "Open the app once in the shop's admin.",
  })
}
