import { moneyDecimalsOf, type StandinOrder, type StandinShop } from '../state.ts'
import { parseDecimal, toMinor } from './decimal.ts'
import { type CheckoutPage, describeShipping, listShownProperties } from './describeCheckout.ts'
import { formatMoneyText } from './formatMoneyText.ts'

export type DescribeOrderParameters = { shop: StandinShop; order: StandinOrder }

/** Describes an order for the thank-you page. */
export function describeOrder({ shop, order }: DescribeOrderParameters): CheckoutPage {
  const { currency } = order
  const decimals = moneyDecimalsOf(currency)
  const minorOf = (amount: string) => toMinor(parseDecimal(amount), decimals)
  const money = (minor: bigint) => formatMoneyText({ minor, decimals, currency, locale: shop.locale })
  const discount = ({ title, amount }: { title: string; amount: string }) => ({
    title,
    amount: money(minorOf(amount)),
  })
  const sum = (discounts: readonly { amount: string }[]) =>
    discounts.reduce((total, one) => total + minorOf(one.amount), 0n)
  const sentMinor = minorOf(order.shipping)
  const offShippingMinor = sum(order.shippingDiscounts)
  const savedMinor =
    sum(order.lines.flatMap((line) => line.discounts)) + sum(order.discounts) + offShippingMinor
  const isSent = order.lines.some((line) => line.requiresShipping)
  return {
    cart: '',
    lines: order.lines.map((line) => {
      const originalMinor = minorOf(line.price) * BigInt(line.quantity)
      return {
        title: line.title,
        variant: line.variantTitle,
        image: shop.products.get(line.productId)?.image ?? '/art/parcel.svg',
        quantity: line.quantity,
        properties: listShownProperties(line.properties),
        discounts: line.discounts.map(discount),
        original: money(originalMinor),
        total: money(minorOf(line.total)),
        isDiscounted: minorOf(line.total) !== originalMinor,
      }
    }),
    count: order.lines.reduce((count, line) => count + line.quantity, 0),
    orderDiscounts: order.discounts.map(discount),
    shippingDiscounts: order.shippingDiscounts.map(discount),
    shipping: isSent ? describeShipping(sentMinor + offShippingMinor, sentMinor, money) : null,
    codes: order.discountCodes.map((code) => ({ code, applicable: true })),
    subtotal: money(order.lines.reduce((sum, line) => sum + minorOf(line.total), 0n)),
    savings: savedMinor > 0n ? money(savedMinor) : null,
    total: money(minorOf(order.total)),
    currency,
    errors: [],
    email: '',
    order: { name: order.name },
  }
}
