import type { Platform } from '../gate/platform.ts'
import { PAYING_SECONDS } from './margins.ts'

/**
 * Choose when an order was ordered, in unix seconds. Shopify says it.
 *
 * An order of BigCommerce has no date of its payment: it is dated from when the shopper reached the payment, or from the
 * payment itself. So an order that changed later than a payment takes counts from that change, which is the payment or
 * comes after it. What was paused or sold in between is not too late to matter. And what was found first stays: later
 * changes of the order do not move it.
 * @see docs/decisions/147-stores-order-when-they-are-paid.md
 */
export function chooseOrderedAt({
  platform,
  found: { createdAt, updatedAt },
  before,
}: {
  readonly platform: Platform
  readonly found: { readonly createdAt: number; readonly updatedAt: number }
  /** What an earlier settling chose; null before the first. */
  readonly before: number | null
}): number {
  if (platform === 'shopify') return createdAt
  const now = updatedAt - createdAt > PAYING_SECONDS ? updatedAt : createdAt
  return before === null ? now : Math.min(before, now)
}
