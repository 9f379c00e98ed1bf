import type { StandinAgreement, StandinOrder } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, formatInstant } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'
import { toLineItem } from './lineItems.ts'

const TYPES = {
  ORDER: 'OrderAgreement',
  ORDER_EDIT: 'OrderEditAgreement',
  REFUND: 'RefundAgreement',
} as const satisfies Record<StandinAgreement['reason'], string>

/** Lists an order's agreements, oldest first. */
export function listAgreements(ctx: AdminContext, order: StandinOrder, args: PageArguments): ApiObject {
  return paginate({
    items: order.agreements,
    args,
    idOf: (agreement) => String(agreement.id),
    toNode: ({ id, reason, happenedAt, sales }) => ({
      __typename: TYPES[reason],
      id: formatGid('SalesAgreement', id),
      reason,
      happenedAt: formatInstant(Date.parse(happenedAt) / 1000),
      sales: (page: PageArguments) =>
        paginate({
          items: sales,
          args: page,
          idOf: (sale) => String(sale.id),
          toNode: (sale) => toSale(ctx, order, sale),
        }),
    }),
  })
}

function toSale(
  ctx: AdminContext,
  order: StandinOrder,
  { id, lineItemId, actionType, quantity }: StandinAgreement['sales'][number],
): ApiObject {
  const line = order.lines.find((one) => one.id === lineItemId)
  return {
    __typename: line?.isGiftCard ? 'GiftCardSale' : 'ProductSale',
    id: formatGid('Sale', id),
    actionType,
    lineType: line?.isGiftCard ? 'GIFT_CARD' : 'PRODUCT',
    quantity,
    lineItem: line ? () => toLineItem(ctx, order, line) : null,
  }
}
