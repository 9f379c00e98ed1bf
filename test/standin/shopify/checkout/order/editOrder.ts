import { nextId, type StandinOrder, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import type { CheckoutContext } from '../context.ts'
import { addAgreement } from './addAgreement.ts'
import { buildOrder } from './buildOrder.ts'
import { priceStaffOrder, type StaffLine } from './priceStaffOrder.ts'
import { routeOrder } from './routeOrder.ts'
import { takeFromOrder } from './takeFromOrder.ts'

export type EditOrderParameters = {
  context: Pick<CheckoutContext, 'state' | 'shop'>
  order: StandinOrder
  add: readonly StaffLine[]
  remove: readonly { lineId: number; quantity: number }[]
}

/**
 * Edits an order as staff do: no Function runs, and added lines have their full price. Sends `orders/edited`.
 *
 * @throws RangeError for an unknown line or variant.
 */
export function editOrder({ context, order, add, remove }: EditOrderParameters): void {
  const { state, shop } = context
  const priced = priceStaffOrder({ shop, lines: add, customerId: null, attributes: {} })
  const taken = takeFromOrder({ shop, order, lines: remove })
  const added = buildOrder({ shop, priced, sourceName: order.sourceName, cartToken: null }).lines
  order.lines.push(...added)
  order.updatedAt = new Date(shopNow(shop) * 1000).toISOString()
  const sold = added.map((line) => ({ lineId: line.id, quantity: line.quantity }))
  addAgreement({ order, reason: 'ORDER_EDIT', happenedAt: order.updatedAt, sold, returned: taken })
  const change = (id: number, delta: number) => ({ id, delta })
  const payload = {
    order_edit: {
      id: nextId(),
      order_id: order.id,
      created_at: order.updatedAt,
      committed_at: order.updatedAt,
      notify_customer: false,
      line_items: {
        additions: added.map((line) => change(line.id, line.quantity)),
        removals: taken.map(({ lineId, quantity }) => change(lineId, quantity)),
      },
    },
  }
  emitWebhook({ state, shop, topic: 'orders/edited', payload })
  emitWebhook({ state, shop, topic: 'orders/updated', payload: formatOrder({ shop, order }) })
  routeOrder({ state, shop, order, lineIds: added.map((line) => line.id) })
}
