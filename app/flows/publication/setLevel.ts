import type { Enforcement, Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

/** Store by what a shop's gates are enforced. Codes that the change makes wrong are deleted by a job. */
export async function setLevel(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { shop: { id: shopId, enforcement }, level }: { shop: Shop; level: Enforcement['level'] },
): Promise<void> {
  if (enforcement.level !== level) await ctx.shops.set({ shopId, enforcement: { level } })
  // Withdraw discount codes issued under the old terms, and all codes once the Functions enforce the gates.
  if ([level, enforcement.level].includes('codes'))
    await ctx.jobs.add({ shopId, kind: 'codes', key: WHOLE_SHOP, runAt: ctx.now() })
}
