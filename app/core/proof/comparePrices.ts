import type { PricePiece } from './types.ts'

const RANKS = { p: 0, q: 1, f: 2, r: 3 } as const satisfies Record<PricePiece['kind'], number>

/** Compare two prices, the better for the shopper first: shares before amounts, items before the order, then larger. */
export function comparePrices(x: PricePiece, y: PricePiece): number {
  if (x.kind !== y.kind) return RANKS[x.kind] - RANKS[y.kind]
  return x.amount === y.amount ? 0 : x.amount > y.amount ? -1 : 1
}
