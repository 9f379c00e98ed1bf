import type { OrderShare } from '../../core/numbers/types.ts'
import type { Needs } from '../context.ts'
import {
  type ListSettlementsParameters,
  type ListSettlementsResult,
  listSettlements,
} from './listSettlements.ts'

/** List a page of settled orders with what each adds to the shop's numbers. @throws as listSettlements */
export async function listOrderFigures(
  ctx: Needs<'shops' | 'gates' | 'settlements' | 'shopify' | 'numbers'>,
  parameters: ListSettlementsParameters,
): Promise<
  ListSettlementsResult & {
    readonly figures: ReadonlyMap<number, Pick<OrderShare, 'revenue' | 'discount'>>
  }
> {
  const found = await listSettlements(ctx, parameters)
  const orderIds = found.rows.map(({ orderId }) => orderId)
  return { ...found, figures: await ctx.numbers.findOrderShares({ shopId: found.shop.id, orderIds }) }
}
