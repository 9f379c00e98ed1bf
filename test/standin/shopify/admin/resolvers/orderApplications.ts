import type { StandinOrder, StandinOrderDiscount } from '../../state.ts'
import type { ApiObject } from '../context.ts'

/** One discount application of an order: a title or a code, and each line's share. */
export type OrderApplication = {
  index: number
  title: string
  code: string | null
  target: 'line' | 'order' | 'shipping'
  shares: { lineId: number; amount: string }[]
}

/** Collects an order's discount applications: one per discount and kind of target, as Shopify shows them. */
export function findApplications(order: StandinOrder): OrderApplication[] {
  const found = new Map<string, OrderApplication>()
  const enter = (discount: StandinOrderDiscount, target: OrderApplication['target']): OrderApplication => {
    const key = `${target} ${discount.discountId} ${discount.code ?? ''} ${discount.title}`
    const known = found.get(key)
    if (known) return known
    const { title, code } = discount
    const application: OrderApplication = { index: found.size, title, code, target, shares: [] }
    found.set(key, application)
    return application
  }
  for (const line of order.lines)
    for (const discount of line.discounts)
      enter(discount, 'line').shares.push({ lineId: line.id, amount: discount.amount })
  for (const discount of order.discounts) {
    const { shares } = enter(discount, 'order')
    // Spread evenly: no reader of the stand-in needs the exact share of a line.
    for (const { id } of order.lines) shares.push({ lineId: id, amount: share(discount, order) })
  }
  for (const discount of order.shippingDiscounts) enter(discount, 'shipping')
  return [...found.values()]
}

function share({ amount }: StandinOrderDiscount, order: StandinOrder): string {
  return (Number(amount) / Math.max(1, order.lines.length)).toFixed(2)
}

export function toApplication({ index, title, code, target }: OrderApplication): ApiObject {
  return {
    __typename: code === null ? 'AutomaticDiscountApplication' : 'DiscountCodeApplication',
    index,
    title,
    code,
    targetType: target === 'shipping' ? 'SHIPPING_LINE' : 'LINE_ITEM',
    targetSelection: target === 'line' ? 'ENTITLED' : 'ALL',
    allocationMethod: target === 'line' ? 'EACH' : 'ACROSS',
  }
}
