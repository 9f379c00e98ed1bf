import type { Shop, ShopSettings } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

/**
 * Store a shop's settings; returns the shop with them. If it begins or ends to tag customers, the tags follow in a job.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function updateSettings(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { myshopifyDomain, settings }: { myshopifyDomain: string; settings: ShopSettings },
): Promise<Shop> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  await ctx.shops.set({ shopId, settings })
  if (settings.tagsCustomers !== shop.settings.tagsCustomers) {
    await ctx.jobs.add({ shopId, kind: 'customers', key: WHOLE_SHOP, runAt: ctx.now() })
    // It subscribes to customers who are gone, or ends that.
    await ctx.jobs.add({ shopId, kind: 'reconcile', key: WHOLE_SHOP, runAt: ctx.now() })
  }
  return { ...shop, settings }
}
