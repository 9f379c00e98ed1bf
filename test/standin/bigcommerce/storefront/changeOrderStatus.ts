import { CANCELLED, INCOMPLETE } from '../api/statuses.ts'
import type { StandinOrder, StandinStore } from '../state.ts'
import { emitEvent } from '../webhooks/emitEvent.ts'

/** Gives an order another status, with its two events and what a cancellation brings back. */
export function changeOrderStatus(store: StandinStore, order: StandinOrder, statusId: number): void {
  const previous = order.statusId
  order.statusId = statusId
  order.updatedAt = Math.floor(store.now() / 1000)
  if (previous === INCOMPLETE && store.knobs.paymentSetsDate) order.createdAt = order.updatedAt
  if (statusId === CANCELLED && previous !== CANCELLED) undoOrder(store, order)
  emitEvent(store, 'store/order/updated', { type: 'order', id: order.id })
  if (previous === statusId) return
  const status = { previous_status_id: previous, new_status_id: statusId }
  emitEvent(store, 'store/order/statusUpdated', { type: 'order', id: order.id, status })
}

function undoOrder(store: StandinStore, order: StandinOrder): void {
  if (store.knobs.cancelRestocks) {
    for (const line of order.lines) {
      const variant = store.products.get(line.productId)?.variants.find(({ id }) => id === line.variantId)
      if (variant && variant.stock !== null) variant.stock += line.quantity - line.refunded
    }
  }
  if (!store.knobs.cancelReturnsUse) return
  for (const { couponId } of order.coupons) {
    const coupon = store.coupons.get(couponId)
    if (!coupon) continue
    coupon.currentUses = Math.max(0, coupon.currentUses - 1)
    const uses = coupon.usesByCustomer.get(order.customerId) ?? 0
    coupon.usesByCustomer.set(order.customerId, Math.max(0, uses - 1))
  }
  for (const id of order.promotionIds) {
    const promotion = store.promotions.get(id)
    if (promotion) promotion.currentUses = Math.max(0, promotion.currentUses - 1)
  }
}
