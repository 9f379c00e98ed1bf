import { NotFoundError } from '../errors/base.ts'

/** The error for an order that no gate of the shop had to do with. */
export function noSuchOrder(): NotFoundError {
  return new NotFoundError('ERR_NOT_FOUND', 'No gate of this shop applied to an order with this id.', {
    hint: 'Use the order’s numeric id at Shopify or BigCommerce. A new order is settled some seconds after it was paid.',
  })
}
