import type { ShopId } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { REFUSED } from './refusal.ts'

/**
 * Tell the jobs that look whether a store has left that its staff opened the app. BigCommerce signs that only where the
 * app is installed.
 */
export async function cancelUninstall(
  ctx: Needs<'now' | 'jobs'>,
  { shopId, openedAt }: { readonly shopId: ShopId; readonly openedAt: number },
): Promise<void> {
  for (const key of [WHOLE_SHOP, REFUSED]) {
    const job = { shopId, kind: 'uninstall', key } as const
    if (await ctx.jobs.find(job)) await ctx.jobs.add({ ...job, payload: { openedAt }, runAt: ctx.now() })
  }
}
