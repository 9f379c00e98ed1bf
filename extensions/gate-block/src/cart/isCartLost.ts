import type { SeenGates } from '../session/rememberGates.ts'
import { type Cart, proofKey } from './types.ts'

/** What was last brought into the cart, and for which gates. */
export type Carried = {
  readonly gates: readonly number[]
  readonly seenGates: SeenGates
  readonly codes: readonly string[]
  /** The cart that the server has written a proof into by itself. */
  readonly passCart: string | null
}

/**
 * Whether the cart holds something that an open gate is about, and nothing any more that would tell the checkout so.
 *
 * A theme or another app may rewrite attributes and properties; the shopper would meet the full price, or a refusal.
 */
export function isCartLost({ cart, carried }: { readonly cart: Cart; readonly carried: Carried }): boolean {
  const { gates, seenGates, codes, passCart } = carried
  const hasCodes = codes.every((code) => cart.discount_codes?.some((held) => held.code === code))
  const isCarried = codes[0] ? hasCodes : cart.attributes[proofKey] || cart.token === passCart
  return (
    !isCarried &&
    cart.items.some(
      ({ product_id, properties }) =>
        seenGates[product_id]?.some((gate) => gates.includes(gate)) && (codes[0] || !properties?.[proofKey]),
    )
  )
}
