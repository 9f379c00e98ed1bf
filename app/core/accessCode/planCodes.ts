import type { Combination, Gate, Price } from '../gate/types.ts'
import { listCodes } from './listCodes.ts'

export type PlannedCode = {
  readonly code: string
  readonly gives: Price | { readonly kind: 'freeShipping' }
  readonly combination: Combination
}

/** Whether a gate needs two codes: one of Shopify's codes takes something off prices, or off shipping. */
export function needsTwoCodes({ reaction }: Pick<Gate, 'reaction'>): boolean {
  return reaction.price !== null && reaction.freeShipping
}

/**
 * Plan the codes that give what a gate gives; none where it gives access alone.
 *
 * Two codes of one gate must combine with each other, whatever the gate says of other discounts.
 */
export function planCodes({
  gate,
  code,
}: {
  gate: Pick<Gate, 'reaction' | 'combination'>
  code: string
}): PlannedCode[] {
  const { combination } = gate
  const { price, freeShipping } = gate.reaction
  const [first = code, second = code] = listCodes(code)
  if (price && freeShipping) {
    return [
      { code: first, gives: price, combination: { ...combination, shippingDiscounts: true } },
      {
        code: second,
        gives: { kind: 'freeShipping' },
        combination: { ...combination, orderDiscounts: true, productDiscounts: true },
      },
    ]
  }
  if (price) return [{ code, gives: price, combination }]
  return freeShipping ? [{ code, gives: { kind: 'freeShipping' }, combination }] : []
}
