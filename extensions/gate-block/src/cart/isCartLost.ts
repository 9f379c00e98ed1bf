import type { SeenGates } from '../session/writeSeenGates.ts'
import { type Cart, proofKey } from './types.ts'

/** What the last check wrote into the cart, and for which gates. */
export type Carried = {
  readonly gates: readonly number[]
  readonly seenGates: SeenGates
  readonly codes: readonly string[]
  /** The token of the cart into which the server has written a proof itself. */
  readonly passCart: string | null
}

/**
 * Whether the cart has a product of an open gate, but no longer the proof or code for it. A theme or another app may
 * rewrite attributes and properties. The shopper would then see the full price or a refusal at checkout.
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
