import type { ShopSettings } from '../gate/shop.ts'

/**
 * The access scopes that the app needs to hold orders: those that the shop ships itself, and those that a third party
 * ships for it. Both are optional; a merchant grants both in one dialog of Shopify's.
 */
export const HOLD_SCOPES = [
  'write_merchant_managed_fulfillment_orders',
  'write_third_party_fulfillment_orders',
] as const

/**
 * The webhook topic of routed orders, which may have lines to hold. Its scopes are optional, so the app subscribes to it
 * in each shop that granted them: Shopify may refuse it in `shopify.app.toml`.
 */
export const ROUTING_TOPIC = 'fulfillment_orders/order_routing_complete'

/** Whether Shopify lets the app hold a shop's orders. `unknown`: Shopify did not say. */
export type HoldingState = 'allowed' | 'not-allowed' | 'unknown'

/** Whether the shop's settings need holds. A cancellation that Shopify refuses becomes a hold, too. */
export function needsHolding({ onViolation }: Pick<ShopSettings, 'onViolation'>): boolean {
  return onViolation !== 'tag'
}
