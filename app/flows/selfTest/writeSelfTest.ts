import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { Needs } from '../context.ts'

/** Record the result of a self-test for the set-up guide. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function writeSelfTest(
  ctx: Needs<'now' | 'shops' | 'guides'>,
  { myshopifyDomain, steps }: { myshopifyDomain: string; steps: readonly SelfTestStep[] },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const failed = steps.filter(({ outcome }) => outcome === 'failed').length
  await ctx.guides.saveSelfTest({ shopId, ranAt: ctx.now(), failed })
}
