import { findCoupon } from '../api/codes.ts'
import type { StandinCart, StandinCoupon, StandinPromotion, StandinStore } from '../state.ts'
import { isFor, isRunning } from './isRunning.ts'

export type UsableCoupon = { coupon: StandinCoupon; promotion: StandinPromotion }

/** The coupon of a code, if the cart may use it now, or why not. */
export function findUsableCoupon(
  store: StandinStore,
  cart: StandinCart,
  code: string,
): UsableCoupon | { refusal: string } {
  const coupon = findCoupon(store, code)
  const promotion = coupon && store.promotions.get(coupon.promotionId)
  if (!coupon || !promotion || store.now() < coupon.liveFrom)
    return { refusal: 'The coupon code is not valid.' }
  if (!isRunning(store, promotion)) return { refusal: 'The coupon code has expired, or is not active yet.' }
  if (isUsedUp(store, coupon, promotion)) return { refusal: 'The coupon code has been used.' }
  const { customerId } = cart
  const uses = coupon.usesByCustomer.get(customerId) ?? 0
  if (coupon.maxUsesPerCustomer > 0 && customerId !== 0 && uses >= coupon.maxUsesPerCustomer)
    return { refusal: 'The customer has used the coupon code.' }
  if (!isFor(store, promotion, cart)) return { refusal: 'The coupon code is not for this customer.' }
  return { coupon, promotion }
}

/** The documents: the uses of the promotion come before those of the code. */
function isUsedUp(
  store: StandinStore,
  coupon: StandinCoupon,
  { maxUses = 0, currentUses }: StandinPromotion,
): boolean {
  if (store.knobs.promotionCountsUses && maxUses > 0 && currentUses >= maxUses) return true
  return coupon.maxUses > 0 && coupon.currentUses >= coupon.maxUses
}
