import { findWaiting, type WaitingOrders } from '../../core/job/late.ts'
import type { Needs } from '../context.ts'
import {
  type ListSettlementsParameters,
  type ListSettlementsResult,
  listSettlements,
} from './listSettlements.ts'

export type OrderList = ListSettlementsResult & {
  /** Orders that have come, and are not settled for minutes; null if none waits. */
  readonly waiting: WaitingOrders | null
}

/** Load a page of settled orders, and what waits to be settled. @throws as listSettlements */
export async function loadOrderList(
  ctx: Needs<'now' | 'shops' | 'gates' | 'settlements' | 'shopify' | 'jobs'>,
  parameters: ListSettlementsParameters,
): Promise<OrderList> {
  const list = await listSettlements(ctx, parameters)
  const at = ctx.now()
  const backlog = await ctx.jobs.findBacklog({ shopId: list.shop.id, kind: 'order', at })
  return { ...list, waiting: findWaiting({ backlog, at }) }
}
