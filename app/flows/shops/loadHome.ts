import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { GuideMemory } from '../../core/setup/types.ts'
import type { Needs } from '../context.ts'

export type LoadHomeResult = {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  /** Number of gates whose row this version cannot read. */
  readonly unreadable: number
  readonly guide: GuideMemory
}

/** Load what home shows at once: the database alone is asked. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadHome(
  ctx: Needs<'shops' | 'gates' | 'guides'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<LoadHomeResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const [{ gates, unreadable }, guide] = await Promise.all([
    ctx.gates.listReadable({ shopId: shop.id }),
    ctx.guides.load({ shopId: shop.id }),
  ])
  return { shop, gates, unreadable: unreadable.length, guide }
}
