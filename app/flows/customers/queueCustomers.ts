import type { Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

/** Queue the job about a shop's customers, at once, if there are any. */
export async function queueCustomers(
  ctx: Needs<'now' | 'jobs' | 'customers'>,
  { shop }: { shop: Shop },
): Promise<void> {
  if (!(await ctx.customers.hasAny({ shopId: shop.id }))) return
  await ctx.jobs.add({ shopId: shop.id, kind: 'customers', key: WHOLE_SHOP, runAt: ctx.now() })
}
