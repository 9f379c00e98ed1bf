import type { GateFilter, GateSort } from '../../core/gate/filter.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber, UnreadableGate } from '../../core/gate/types.ts'
import type { Progress } from '../../core/publication/findProgress.ts'
import type { Needs } from '../context.ts'
import { findShopProgress } from './findShopProgress.ts'

export type ListGatePageParameters = {
  readonly myshopifyDomain: string
  readonly filter: GateFilter
  readonly sort: GateSort
  /** The last gate of the previous page. */
  readonly before?: number | undefined
}
export type ListGatePageResult = {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  /** Gates of the page whose row this version cannot read. */
  readonly unreadable: readonly UnreadableGate[]
  /** Number of gates on all pages. */
  readonly total: number
  /** Cursor for the next page; null on the last page. */
  readonly next: GateNumber | null
  /** Progress of the job that publishes several gates; null without such a job. */
  readonly progress: Progress | null
}

const PAGE_LENGTH = 50

/** List a page of a shop's gates. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listGatePage(
  ctx: Needs<'now' | 'shops' | 'gates' | 'jobs'>,
  { myshopifyDomain, filter, sort, before }: ListGatePageParameters,
): Promise<ListGatePageResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // Read before the gates: a job that ends in between then shows as done, not as failed.
  const progress = await findShopProgress(ctx, { shop })
  const page = await ctx.gates.listPage({
    shopId: shop.id,
    filter,
    sort,
    ...(before === undefined ? {} : { before }),
    limit: PAGE_LENGTH,
    now: ctx.now(),
  })
  return { shop, ...page, progress }
}
