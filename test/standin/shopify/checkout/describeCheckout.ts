import type { StandinShop } from '../state.ts'
import { formatMoneyText } from './formatMoneyText.ts'
import type { PricedCart } from './priceCart.ts'

/** The order summary of the checkout page: amounts are formatted text. */
export type CheckoutPage = {
  cart: string
  lines: {
    title: string
    variant: string
    image: string
    quantity: number
    properties: { name: string; value: string }[]
    discounts: { title: string; amount: string }[]
    original: string
    total: string
    isDiscounted: boolean
  }[]
  count: number
  orderDiscounts: { title: string; amount: string }[]
  shippingDiscounts: { title: string; amount: string }[]
  /** Null if nothing is shipped. */
  shipping: { original: string; total: string; isDiscounted: boolean; isFree: boolean } | null
  codes: { code: string; applicable: boolean }[]
  /** After the lines' own discounts, as Shopify's checkout shows it. */
  subtotal: string
  savings: string | null
  total: string
  currency: string
  errors: string[]
  email: string
  order: { name: string } | null
}

export type DescribeCheckoutParameters = { shop: StandinShop; priced: PricedCart }

/** Describes a priced cart for the checkout page. */
export function describeCheckout({ shop, priced }: DescribeCheckoutParameters): CheckoutPage {
  const { currency, decimals, cart } = priced
  const money = (minor: bigint) => formatMoneyText({ minor, decimals, currency, locale: shop.locale })
  const discount = ({ title, amountMinor }: { title: string; amountMinor: bigint }) => ({
    title,
    amount: money(amountMinor),
  })
  const offMinor = priced.shippingDiscounts.reduce((sum, one) => sum + one.amountMinor, 0n)
  const sentMinor = priced.shippingMinor - offMinor
  return {
    cart: encodeURIComponent(cart.token),
    lines: priced.lines.map((line) => ({
      title: line.product.title,
      variant: line.variant.title === 'Default Title' ? '' : line.variant.title,
      image: line.product.image ?? '/art/parcel.svg',
      quantity: line.quantity,
      properties: listShownProperties(line.line.properties),
      discounts: line.discounts.map(discount),
      original: money(line.subtotalMinor),
      total: money(line.totalMinor),
      isDiscounted: line.totalMinor !== line.subtotalMinor,
    })),
    count: priced.lines.reduce((count, line) => count + line.quantity, 0),
    orderDiscounts: priced.orderDiscounts.map(discount),
    shippingDiscounts: priced.shippingDiscounts.map(discount),
    shipping: priced.groups.length > 0 ? describeShipping(priced.shippingMinor, sentMinor, money) : null,
    codes: priced.codes,
    subtotal: money(priced.lines.reduce((sum, line) => sum + line.totalMinor, 0n)),
    savings: priced.discountMinor > 0n ? money(priced.discountMinor) : null,
    total: money(priced.totalMinor),
    currency,
    errors: priced.errors.map((error) => error.message),
    email: shop.customers.get(cart.customerId ?? 0)?.email ?? cart.email ?? 'shopper@example.com',
    order: null,
  }
}

/** Describes the shipping cost. */
export function describeShipping(
  originalMinor: bigint,
  totalMinor: bigint,
  money: (minor: bigint) => string,
) {
  return {
    original: money(originalMinor),
    total: money(totalMinor),
    isDiscounted: totalMinor !== originalMinor,
    isFree: totalMinor === 0n,
  }
}

/** Lists the line properties that a shopper sees: those that do not start with `_`. */
export function listShownProperties(properties: Record<string, string>) {
  return Object.entries(properties)
    .filter(([name, value]) => !name.startsWith('_') && value !== '')
    .map(([name, value]) => ({ name, value }))
}
