import type { GivenDiscount } from './applyDiscounts.ts'
import { formatMinor } from './decimal.ts'
import type { PricedCart } from './priceCart.ts'
import type { FunctionRun } from './runOwner.ts'

type DiscountView = { title: string; amount: string; code: string | null }

/**
 * The checkout as JSON for programs. Amounts are decimal text with the currency's own decimals. `subtotal` and
 * `shipping` are before discounts, `discounts` is their sum, and `subtotal + shipping - discounts = total`.
 */
export type CheckoutView = {
  cart: string
  currency: string
  lines: {
    key: string
    productId: number
    variantId: number
    title: string
    variantTitle: string
    quantity: number
    price: string
    discounts: DiscountView[]
    total: string
  }[]
  orderDiscounts: DiscountView[]
  shippingDiscounts: DiscountView[]
  codes: { code: string; applicable: boolean }[]
  subtotal: string
  shipping: string
  discounts: string
  total: string
  errors: { message: string; target: string }[]
  functionRuns: FunctionRun[]
}

/** Formats a priced cart as JSON for programs. */
export function formatCheckout(priced: PricedCart): CheckoutView {
  const money = (minor: bigint) => formatMinor(minor, priced.decimals)
  const discount = ({ title, amountMinor, code }: GivenDiscount) => ({
    title,
    amount: money(amountMinor),
    code,
  })
  return {
    cart: priced.cart.token,
    currency: priced.currency,
    lines: priced.lines.map((line) => ({
      key: line.line.key,
      productId: line.product.id,
      variantId: line.variant.id,
      title: line.product.title,
      variantTitle: line.variant.title === 'Default Title' ? '' : line.variant.title,
      quantity: line.quantity,
      price: money(line.unitMinor),
      discounts: line.discounts.map(discount),
      total: money(line.totalMinor),
    })),
    orderDiscounts: priced.orderDiscounts.map(discount),
    shippingDiscounts: priced.shippingDiscounts.map(discount),
    codes: priced.codes,
    subtotal: money(priced.subtotalMinor),
    shipping: money(priced.shippingMinor),
    discounts: money(priced.discountMinor),
    total: money(priced.totalMinor),
    errors: priced.errors,
    functionRuns: priced.functionRuns,
  }
}
