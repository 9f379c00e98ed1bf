import type { StandinOrder } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid } from '../context.ts'
import { findApplications, toApplication } from './orderApplications.ts'

/** The order's one shipping line, with what was taken off. Its amounts are the same in both currencies. */
export function toShippingLine(ctx: AdminContext, order: StandinOrder): ApiObject {
  const bag = (amount: string): ApiObject => ({
    __typename: 'MoneyBag',
    shopMoney: { __typename: 'MoneyV2', amount, currencyCode: ctx.shop.currencyCode },
    presentmentMoney: { __typename: 'MoneyV2', amount, currencyCode: order.currency },
  })
  const applications = findApplications(order).filter(({ target }) => target === 'shipping')
  return {
    __typename: 'ShippingLine',
    id: formatGid('ShippingLine', order.id),
    title: 'Shipping',
    discountAllocations: applications.map((application) => ({
      __typename: 'DiscountAllocation',
      allocatedAmountSet: bag(
        order.shippingDiscounts
          .filter(({ title, code }) => title === application.title && code === application.code)
          .reduce((sum, { amount }) => sum + Number(amount), 0)
          .toFixed(2),
      ),
      discountApplication: toApplication(application),
    })),
  }
}
