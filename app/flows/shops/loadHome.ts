import type { Shop } from '../../core/gate/shop.ts'
import type { GuideMemory } from '../../core/setup/types.ts'
import type { Needs } from '../context.ts'

export type LoadHomeResult = {
  readonly shop: Shop
  /** Number of gates, those that this version cannot read included. */
  readonly gates: number
  readonly guide: GuideMemory
}

/** Load what home shows at once: the database alone is asked. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadHome(
  ctx: Needs<'now' | 'shops' | 'gates' | 'guides'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<LoadHomeResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const [{ total }, guide] = await Promise.all([
    ctx.gates.listPage({ shopId, filter: {}, sort: 'newest', limit: 1, now: ctx.now() }),
    ctx.guides.load({ shopId }),
  ])
  return { shop, gates: total, guide }
}
