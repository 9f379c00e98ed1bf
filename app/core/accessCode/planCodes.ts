import { DISCOUNT_FLAGS, type DiscountFlag, reactionKinds } from '../gate/reactionKinds.ts'
import type { Combination, Gate, Price, Reaction } from '../gate/types.ts'
import { listCodes } from './listCodes.ts'

/**
 * What one code gives: a price, a flag such as free shipping, or nothing but the proof that its gate is open. Only a code
 * of BigCommerce gives that, because its carts carry no proofs.
 */
export type CodeGift = Price | { readonly kind: DiscountFlag } | { readonly kind: 'admission' }
export type PlannedCode = {
  readonly code: string
  readonly gives: CodeGift
  readonly combination: Combination
}

/** What a code takes something off. */
export function offOf({ kind }: CodeGift): 'items' | 'order' | 'shipping' {
  return kind === 'admission' ? 'items' : reactionKinds[kind].off
}

/** Flags that let a code combine with the other code of its gate, by what the code takes something off. */
const WITH_THE_OTHER = {
  items: { shippingDiscounts: true },
  order: { shippingDiscounts: true },
  shipping: { orderDiscounts: true, productDiscounts: true },
} as const satisfies Record<ReturnType<typeof offOf>, Partial<Combination>>

/** Whether a gate needs two codes. One Shopify code takes something off prices or off shipping, never off both. */
export function needsTwoCodes({ reaction }: Pick<Gate, 'reaction'>): boolean {
  return listGifts(reaction).length > 1
}

/**
 * Plan the codes for a gate's reaction. One that gives exclusive access only gets a code that proves just that.
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
    combination: { ...combination, ...WITH_THE_OTHER[offOf(gives)] },
  }))
}

function listGifts(reaction: Reaction): CodeGift[] {
  const flags = DISCOUNT_FLAGS.filter((kind) => reaction[kind]).map((kind) => ({ kind }))
  const gifts = reaction.price ? [reaction.price, ...flags] : flags
  return gifts.length === 0 && reaction.exclusive ? [{ kind: 'admission' }] : gifts
}
