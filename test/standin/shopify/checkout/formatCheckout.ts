import { formatMinor } from './decimal.ts'
import type { FunctionRun, PricedCart } from './priceCart.ts'

type DiscountView = { title: string; amount: string }

/**
 * The checkout for programs. Amounts are decimal text with the currency's own decimals;
 * `subtotal` is before discounts, `discounts` all of them together, `subtotal - discounts = total`.
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
  subtotal: string
  discounts: string
  total: string
  errors: { message: string; target: string }[]
  functionRuns: FunctionRun[]
}

/** Writes a priced cart as JSON for programs. */
export function formatCheckout(priced: PricedCart): CheckoutView {
  const money = (minor: bigint) => formatMinor(minor, priced.decimals)
  const discount = ({ title, amountMinor }: { title: string; amountMinor: bigint }) => ({
    title,
    amount: money(amountMinor),
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
    subtotal: money(priced.subtotalMinor),
    discounts: money(priced.discountMinor),
    total: money(priced.totalMinor),
    errors: priced.errors,
    functionRuns: priced.functionRuns,
  }
}
