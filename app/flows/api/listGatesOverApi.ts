import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber, UnreadableGate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import type { GateCaller } from './authorizeGates.ts'

export type ListGatesOverApiResult = {
  readonly shop: Shop
  /** Newest first. */
  readonly gates: readonly Gate[]
  readonly unreadable: readonly UnreadableGate[]
  /** The number of the page's last gate; null on the last page. */
  readonly next: GateNumber | null
}

/** List a page of a shop's gates. `after` is the last gate of the page before. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listGatesOverApi(
  ctx: Needs<'now' | 'shops' | 'gates'>,
  {
    myshopifyDomain,
    after,
    limit,
  }: GateCaller & { readonly after: number | undefined; readonly limit: number },
): Promise<ListGatesOverApiResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { gates, unreadable, next } = await ctx.gates.listPage({
    shopId: shop.id,
    filter: {},
    sort: 'newest',
    ...(after === undefined ? {} : { before: after }),
    limit,
    now: ctx.now(),
  })
  return { shop, gates, unreadable, next }
}
