import { z } from 'zod'
import { number, type Operation, text, whole, yes } from './operation.ts'

const currency = z.strictObject({ code: text, decimalPlaces: whole, name: text, symbol: text })
const item = z.strictObject({
  id: text,
  productId: whole,
  variantId: whole,
  name: text,
  sku: text,
  url: text,
  quantity: whole,
  type: z.enum(['physical']),
  isMutable: yes,
  isTaxable: yes,
  isShippingRequired: yes,
  listPrice: number,
  originalPrice: number,
  salePrice: number,
  extendedListPrice: number,
  extendedSalePrice: number,
  discountAmount: number,
  couponAmount: number,
})
const noItems = z.array(z.never())
const lineItems = z.strictObject({
  physicalItems: z.array(item),
  digitalItems: noItems,
  giftCertificates: noItems,
  customItems: noItems,
})
const cart = z.strictObject({
  id: z.uuid(),
  customerId: whole,
  email: text,
  currency,
  isTaxIncluded: yes,
  baseAmount: number,
  discountAmount: number,
  cartAmount: number,
  lineItems,
  createdTime: text,
  updatedTime: text,
  locale: text,
  version: whole,
})
/** The document of carts says that a coupon's type is a number, the one of checkouts a word, each inside its cart. */
const cartAlone = cart.extend({
  coupons: z.array(
    z.strictObject({ id: text, code: text, displayName: text, couponType: whole, discountedAmount: number }),
  ),
  discounts: z.array(z.strictObject({ id: text, discountedAmount: number })),
})
const cartInside = cart.extend({
  coupons: z.array(
    z.strictObject({
      id: whole,
      code: text,
      displayName: text,
      couponType: z.enum(['promotion']),
      discountedAmount: number,
    }),
  ),
  discounts: z.array(z.strictObject({ id: whole, discountedAmount: number })),
})
const checkout = z.strictObject({
  id: z.uuid(),
  cart: cartInside,
  channelId: whole,
  coupons: z.array(
    z.strictObject({ id: whole, code: text, displayName: text, couponType: whole, discountedAmount: number }),
  ),
  customerMessage: text,
  subtotal: number,
  shippingCostTotal: number,
  handlingCostTotal: number,
  taxTotal: number,
  grandTotal: number,
  outstandingBalance: number,
  orderId: text.nullable(),
  createdTime: text,
  updatedTime: text,
  version: whole,
})

const newItem = z.strictObject({ productId: whole, quantity: whole.min(1), variantId: whole.optional() })
const newCart = z.strictObject({ lineItems: z.array(newItem).min(1), locale: text.optional() })
const moreItems = z.strictObject({ lineItems: z.array(newItem).min(1), version: whole.optional() })
const changedItem = z.strictObject({ lineItem: newItem, version: whole.optional() })
const couponRequest = z.strictObject({ couponCode: text, version: whole.optional() })
const conflict = z.strictObject({ status: whole, title: text, type: text })
const refusal = z.strictObject({
  errors: z.array(z.strictObject({ status: whole, title: text, type: text, detail: text })),
})

const CARTS = {
  document: 'carts.sf.yml',
  base: '/api/storefront',
  scopes: [],
  query: { include: text },
  body: null,
} as const
const CHECKOUTS = { ...CARTS, document: 'checkouts.sf.yml', query: {} } as const

/** Requests of a shopper's browser, with the storefront's cookie. */
export const STOREFRONT_OPERATIONS: readonly Operation[] = [
  { ...CARTS, method: 'GET', path: '/carts', answers: { 200: z.array(cartAlone) } },
  { ...CARTS, method: 'POST', path: '/carts', body: newCart, answers: { 200: cartAlone } },
  { ...CARTS, query: {}, method: 'DELETE', path: '/carts/{cartId}', answers: { 204: null } },
  {
    ...CARTS,
    method: 'POST',
    path: '/carts/{cartId}/items',
    body: moreItems,
    answers: { 200: cartAlone, 409: conflict },
  },
  {
    ...CARTS,
    method: 'PUT',
    path: '/carts/{cartId}/items/{itemId}',
    body: changedItem,
    answers: { 200: cartAlone, 409: conflict },
  },
  {
    ...CARTS,
    method: 'DELETE',
    path: '/carts/{cartId}/items/{itemId}',
    answers: { 200: cartAlone, 204: null, 409: conflict },
  },
  {
    ...CHECKOUTS,
    method: 'GET',
    path: '/checkouts/{checkoutId}',
    query: { include: text },
    answers: { 200: checkout, 400: refusal },
  },
  {
    ...CHECKOUTS,
    method: 'POST',
    path: '/checkouts/{checkoutId}/coupons',
    body: couponRequest,
    answers: { 200: checkout, 409: conflict },
  },
  {
    ...CHECKOUTS,
    method: 'DELETE',
    path: '/checkouts/{checkoutId}/coupons/{couponCode}',
    answers: { 200: checkout, 409: conflict },
  },
]
