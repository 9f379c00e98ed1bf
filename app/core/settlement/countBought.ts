import type { OrderLine } from './types.ts'

/** Count what is left of what a checkout sold on a line: nothing of a line that was added to the order later. */
export function countBought({
  currentQuantity,
  boughtQuantity,
}: Pick<OrderLine, 'currentQuantity' | 'boughtQuantity'>): number {
  return Math.min(currentQuantity, boughtQuantity)
}
