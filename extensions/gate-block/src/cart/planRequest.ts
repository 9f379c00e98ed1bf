import type { CheckedLine, CheckRequest } from '../api/types.ts'
import type { SeenGates } from '../session/writeSeenGates.ts'
import type { Cart } from './types.ts'

const lineLimit = 50
/** The most gates that the proxy accepts and that a proof holds. */
export const gateLimit = 16

export type PlanRequestParameters = {
  /** Null on the cart page, -1 in a block about neither a product nor the cart. */
  readonly productId: number | null
  readonly variantId: number
  readonly seenGates: SeenGates
  readonly cart: Cart
}

/** Plan a request: the page's product first, then the cart's lines, and the gates of both without duplicates. */
export function planRequest({ productId, variantId, seenGates, cart }: PlanRequestParameters): CheckRequest {
  const inCart: CheckedLine[] = cart.items.map((item) => ({
    productId: item.product_id,
    variantId: item.variant_id,
  }))
  // Lines known to be gated come first, so that the limit cuts off the others in a very long cart.
  inCart.sort((a, b) => +(b.productId in seenGates) - +(a.productId in seenGates))
  if (productId !== null) inCart.unshift({ productId, variantId })
  const lines = new Map(inCart.map((line) => [line.variantId, line]))
  const asked = [...lines.values()].slice(0, lineLimit)
  const gates = [...new Set(asked.flatMap((line) => seenGates[line.productId] ?? []))].slice(0, gateLimit)
  const bought = asked.filter((line) => line.productId > 0)
  return { gates, lines: bought, ...(cart.token && { cart: cart.token }) }
}
