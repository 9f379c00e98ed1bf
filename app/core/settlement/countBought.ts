import type { OrderLine } from './types.ts'

/**
 * Count the units that the checkout sold on a line and that are left; 0 for a line that was added to the order later.
 */
export function countBought({
  currentQuantity,
  boughtQuantity,
}: Pick<OrderLine, 'currentQuantity' | 'boughtQuantity'>): number {
  return Math.min(currentQuantity, boughtQuantity)
}
