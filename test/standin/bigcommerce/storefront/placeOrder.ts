import { findCoupon } from '../api/codes.ts'
import { AWAITING_FULFILLMENT, INCOMPLETE } from '../api/statuses.ts'
import type { StandinCart, StandinOrder, StandinPromotion, StandinStore } from '../state.ts'
import { emitEvent } from '../webhooks/emitEvent.ts'
import { changeOrderStatus } from './changeOrderStatus.ts'
import { findUsableCoupon } from './findUsableCoupon.ts'
import { type PricedCart, priceCart } from './priceCart.ts'

/** Turns a cart into a paid order. @returns why not, if a code or the stock was taken meanwhile. */
export function placeOrder(store: StandinStore, cart: StandinCart): StandinOrder | { refusal: string } {
  const { codeRace } = store.knobs
  const restore = codeRace === 'both' ? relaxUses(store, cart) : null
  try {
    for (const code of codeRace === 'refuse' ? cart.couponCodes : []) {
      const found = findUsableCoupon(store, cart, code)
      if ('refusal' in found) return found
    }
    const priced = priceCart(store, cart)
    if (priced.lines.length === 0) return { refusal: 'The cart is empty.' }
    const short = priced.lines.find(
      ({ variant, quantity }) => variant.stock !== null && variant.stock < quantity,
    )
    if (short) return { refusal: `There are not enough of "${short.product.name}" left.` }
    return createOrder(store, cart, priced)
  } finally {
    restore?.()
  }
}

/** Lets the codes that the cart holds be used once more than they may. @returns what puts their limits back. */
function relaxUses(store: StandinStore, cart: StandinCart): () => void {
  const limits = cart.couponCodes.flatMap((code) => {
    const coupon = findCoupon(store, code)
    const promotion = coupon && store.promotions.get(coupon.promotionId)
    if (!coupon || !promotion) return []
    const isUsedUp = (promotion.maxUses ?? 0) > 0 && promotion.currentUses >= (promotion.maxUses ?? 0)
    const before = { uses: coupon.maxUses, all: promotion.maxUses, status: promotion.status }
    coupon.maxUses = 0
    promotion.maxUses = undefined
    if (isUsedUp) promotion.status = 'ENABLED'
    return [{ coupon, promotion, before }]
  })
  return () => {
    for (const { coupon, promotion, before } of limits) {
      coupon.maxUses = before.uses
      promotion.maxUses = before.all
      promotion.status = before.status
      disableIfUsedUp(promotion)
    }
  }
}

function createOrder(store: StandinStore, cart: StandinCart, priced: PricedCart): StandinOrder {
  const at = Math.floor(store.now() / 1000)
  const { ordersStartIncomplete: startsIncomplete } = store.knobs
  const order: StandinOrder = {
    id: store.count('order', 250),
    cartId: cart.id,
    customerId: cart.customerId,
    email: cart.email,
    statusId: startsIncomplete ? INCOMPLETE : AWAITING_FULFILLMENT,
    lines: priced.lines.map(({ product, variant, quantity, discounts }) => ({
      id: store.count('order line'),
      productId: product.id,
      variantId: variant.id,
      name: product.name,
      sku: variant.sku,
      price: variant.price,
      quantity,
      refunded: 0,
      discounts: discounts.map(({ promotion, coupon, amount, target }) => ({
        promotionId: promotion.id,
        name: promotion.name,
        code: coupon?.code ?? null,
        amount,
        target,
      })),
    })),
    coupons: listGiving(priced).map(({ coupon, amount }) => ({
      id: store.count('order coupon'),
      couponId: coupon.id,
      code: coupon.code,
      discount: amount,
    })),
    promotionIds: priced.promotions.map(({ id }) => id),
    subtotal: priced.base,
    discount: priced.discount,
    baseShipping: priced.baseShipping,
    shipping: priced.shipping,
    total: priced.total,
    staffNotes: '',
    customerMessage: '',
    paymentMethod: 'Test Payment Gateway',
    createdAt: at,
    updatedAt: at,
    refunds: [],
  }
  store.orders.set(order.id, order)
  takeUses(order, priced)
  emitEvent(store, 'store/order/created', { type: 'order', id: order.id })
  if (startsIncomplete) changeOrderStatus(store, order, AWAITING_FULFILLMENT)
  emitEvent(store, 'store/cart/converted', { type: 'cart', id: cart.id, orderId: order.id })
  store.carts.delete(cart.id)
  return order
}

/** The coupons that took something off: the documents count a use for those alone. */
function listGiving({ coupons }: PricedCart): PricedCart['coupons'] {
  return coupons.filter(({ amount }) => amount > 0)
}

/** A promotion is used when a checkout succeeds with it; at its last use it is disabled. */
function takeUses(order: StandinOrder, priced: PricedCart): void {
  for (const { variant, quantity } of priced.lines) if (variant.stock !== null) variant.stock -= quantity
  for (const { coupon } of listGiving(priced)) {
    coupon.currentUses += 1
    coupon.usesByCustomer.set(order.customerId, (coupon.usesByCustomer.get(order.customerId) ?? 0) + 1)
  }
  for (const promotion of priced.promotions) {
    promotion.currentUses += 1
    disableIfUsedUp(promotion)
  }
}

function disableIfUsedUp(promotion: StandinPromotion): void {
  if (promotion.maxUses && promotion.currentUses >= promotion.maxUses) promotion.status = 'DISABLED'
}
