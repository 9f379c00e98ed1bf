import { DISCOUNT_FLAGS, type DiscountFlag, reactionKinds } from '../gate/reactionKinds.ts'
import type { Combination, Gate, Price, Reaction } from '../gate/types.ts'
import { listCodes } from './listCodes.ts'

/** What one Shopify code gives: a price, or a flag such as free shipping. */
export type CodeGift = Price | { readonly kind: DiscountFlag }
export type PlannedCode = {
  readonly code: string
  readonly gives: CodeGift
  readonly combination: Combination
}

/** Flags that let a code combine with the other code of its gate, by what the code takes something off. */
const WITH_THE_OTHER = {
  items: { shippingDiscounts: true },
  order: { shippingDiscounts: true },
  shipping: { orderDiscounts: true, productDiscounts: true },
} as const satisfies Record<(typeof reactionKinds)[CodeGift['kind']]['off'], Partial<Combination>>

/** Whether a gate needs two codes. One Shopify code takes something off prices or off shipping, never off both. */
export function needsTwoCodes({ reaction }: Pick<Gate, 'reaction'>): boolean {
  return listGifts(reaction).length > 1
}

/**
 * Plan the codes for a gate's reaction; none if it gives exclusive access only.
 *
 * The two codes of one gate always combine with each other, whatever the gate's combination is.
 */
export function planCodes({
  gate,
  code,
}: {
  gate: Pick<Gate, 'reaction' | 'combination'>
  code: string
}): PlannedCode[] {
  const { combination, reaction } = gate
  const gifts = listGifts(reaction)
  if (gifts.length < 2) return gifts.map((gives) => ({ code, gives, combination }))
  const codes = listCodes(code)
  return gifts.map((gives, i) => ({
    code: codes[i] ?? code,
    gives,
    combination: { ...combination, ...WITH_THE_OTHER[reactionKinds[gives.kind].off] },
  }))
}

function listGifts(reaction: Reaction): CodeGift[] {
  const flags = DISCOUNT_FLAGS.filter((kind) => reaction[kind]).map((kind) => ({ kind }))
  return reaction.price ? [reaction.price, ...flags] : flags
}
