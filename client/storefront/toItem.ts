import type { CartItem } from '../../extensions/gate-block/src/cart/types.ts'
import type { CartLine } from './types.ts'

/** A line in the shape of `/cart.js`, which the theme block reads. */
export function toItem({ id, productId, variantId, quantity, attributes }: CartLine): CartItem {
  const properties = Object.fromEntries(attributes.map(({ key, value }) => [key, value]))
  return { key: id, product_id: productId, variant_id: variantId, quantity, properties }
}
