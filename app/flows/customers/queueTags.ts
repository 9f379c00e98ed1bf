import type { Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

/** Queue what a change of gates means for customers' tags, if the shop tags customers. */
export async function queueTags(ctx: Needs<'now' | 'jobs'>, { shop }: { shop: Shop }): Promise<void> {
  if (!shop.settings.tagsCustomers) return
  await ctx.jobs.add({ shopId: shop.id, kind: 'customers', key: WHOLE_SHOP, runAt: ctx.now() })
}
