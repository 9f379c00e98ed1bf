import { buildOrder } from '../standin/shopify/checkout/order/buildOrder.ts'
import { placeOrder } from '../standin/shopify/checkout/order/placeOrder.ts'
import { priceStaffOrder, type StaffLine } from '../standin/shopify/checkout/order/priceStaffOrder.ts'
import type { StandinOrder } from '../standin/shopify/state.ts'
import type { TestAdmin } from '../standin-tests/admin/startTestAdmin.ts'

/** Build an order as if the shop's checkout had made it, with the test's own fields on top. */
export function makeOrder(
  { state, shop }: TestAdmin,
  { lines, ...more }: { lines: readonly StaffLine[] } & Partial<Omit<StandinOrder, 'lines'>>,
): StandinOrder {
  const priced = priceStaffOrder({ shop, lines, customerId: null, attributes: {} })
  const order = buildOrder({ shop, priced, sourceName: 'web', cartToken: null })
  Object.assign(order, more)
  placeOrder({ state, shop, order })
  return order
}
