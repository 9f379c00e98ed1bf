import type { SeenGates } from '../session/writeSeenGates.ts'
import { type Cart, type CartItem, proofKey } from './types.ts'

/** What the last check wrote into the cart, and for which gates. */
export type Carried = {
  readonly gates: readonly number[]
  readonly seenGates: SeenGates
  readonly codes: readonly string[]
  /** The token of the cart into which the server has written a proof itself. */
  readonly passCart: string | null
}
export type Loss = {
  /** Whether the cart itself, and not only a line, has the proof or codes. */
  readonly isHeld: boolean
  /** Whether a product of an open gate has neither. */
  readonly isLost: boolean
}

/**
 * Whether the cart has a product of an open gate, but not the proof or code for it. A theme or another app may rewrite
 * attributes and properties, and a shop may cut them. The shopper would then see the full price or a refusal at
 * checkout.
 */
export function checkLoss(cart: Cart, carried: Carried): Loss {
  const { gates, seenGates, codes, passCart } = carried
  const isHeld = codes[0]
    ? codes.every((code) => cart.discount_codes?.some((held) => held.code === code))
    : isWhole(cart.attributes) || cart.token === passCart
  const isBare = ({ product_id, properties }: CartItem) =>
    seenGates[product_id]?.some((gate) => gates.includes(gate)) && (codes[0] || !isWhole(properties))
  return { isHeld, isLost: !isHeld && cart.items.some(isBare) }
}

/** Whether these attributes or properties have a proof to its end, the MAC. */
function isWhole(texts: CartItem['properties'] | Cart['attributes']): boolean {
  return /~\w{32}$/.test(`${texts?.[proofKey]}`)
}
