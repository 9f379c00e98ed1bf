import { toAmount } from '../api/context.ts'
import type { StandinCart, StandinStore } from '../state.ts'
import { type PricedCart, priceCart } from './priceCart.ts'

/** Coupons of promotions, among the older kinds. */
const PROMOTION = 5

/** A cart as the document of carts has it. */
export function formatCart(store: StandinStore, cart: StandinCart): unknown {
  const priced = priceCart(store, cart)
  return {
    ...formatRest(store, cart, priced),
    coupons: priced.coupons.map(({ coupon, promotion, amount }) => ({
      id: String(coupon.id),
      code: coupon.code,
      displayName: promotion.displayName ?? promotion.name,
      couponType: PROMOTION,
      discountedAmount: toAmount(amount),
    })),
    discounts: listDiscounts(priced).map(({ id, amount }) => ({
      id: String(id),
      discountedAmount: toAmount(amount),
    })),
  }
}

/** A checkout, whose cart is not quite that of the other document. */
export function formatCheckout(store: StandinStore, cart: StandinCart): unknown {
  const priced = priceCart(store, cart)
  const coupons = priced.coupons.map(({ coupon, promotion, amount }) => ({
    id: coupon.id,
    code: coupon.code,
    displayName: promotion.displayName ?? promotion.name,
    discountedAmount: toAmount(amount),
  }))
  const inside = {
    ...formatRest(store, cart, priced),
    coupons: coupons.map((one) => ({ ...one, couponType: 'promotion' })),
    discounts: listDiscounts(priced).map(({ id, amount }) => ({ id, discountedAmount: toAmount(amount) })),
  }
  return {
    id: cart.id,
    cart: inside,
    channelId: 1,
    coupons: coupons.map((one) => ({ ...one, couponType: PROMOTION })),
    customerMessage: '',
    subtotal: toAmount(priced.base - priced.discount),
    shippingCostTotal: toAmount(priced.shipping),
    handlingCostTotal: 0,
    taxTotal: 0,
    grandTotal: toAmount(priced.total),
    outstandingBalance: toAmount(priced.total),
    orderId: null,
    createdTime: new Date(cart.createdAt * 1000).toISOString(),
    updatedTime: new Date(cart.updatedAt * 1000).toISOString(),
    version: cart.version,
  }
}

function listDiscounts({ promotions, lines }: PricedCart) {
  return promotions.map(({ id }) => {
    const own = lines.flatMap(({ discounts }) => discounts).filter(({ promotion }) => promotion.id === id)
    return { id, amount: own.reduce((sum, { amount }) => sum + amount, 0) }
  })
}

function formatRest(store: StandinStore, cart: StandinCart, priced: PricedCart) {
  return {
    id: cart.id,
    customerId: cart.customerId,
    email: cart.email,
    currency: { code: store.currency, decimalPlaces: 2, name: 'US Dollars', symbol: '$' },
    isTaxIncluded: false,
    baseAmount: toAmount(priced.base),
    discountAmount: toAmount(priced.discount),
    cartAmount: toAmount(priced.base - priced.discount),
    lineItems: {
      physicalItems: priced.lines.map((line) => formatItem(store, line)),
      digitalItems: [],
      giftCertificates: [],
      customItems: [],
    },
    createdTime: new Date(cart.createdAt * 1000).toISOString(),
    updatedTime: new Date(cart.updatedAt * 1000).toISOString(),
    locale: 'en',
    version: cart.version,
  }
}

function formatItem(
  store: StandinStore,
  { id, product, variant, quantity, discounts }: PricedCart['lines'][number],
) {
  const sum = (isCoupon: boolean) =>
    discounts
      .filter(({ coupon }) => (coupon !== null) === isCoupon)
      .reduce((all, { amount }) => all + amount, 0)
  const price = toAmount(variant.price)
  const whole = toAmount(variant.price * quantity)
  return {
    id,
    productId: product.id,
    variantId: variant.id,
    name: product.name,
    sku: variant.sku,
    url: `${store.origin}${product.path}`,
    quantity,
    type: 'physical',
    isMutable: true,
    isTaxable: true,
    isShippingRequired: true,
    listPrice: price,
    originalPrice: price,
    salePrice: price,
    extendedListPrice: whole,
    extendedSalePrice: whole,
    discountAmount: toAmount(sum(false)),
    couponAmount: toAmount(sum(true)),
  }
}
