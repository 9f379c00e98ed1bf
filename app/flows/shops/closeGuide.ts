import type { SetupStep } from '../../core/setup/types.ts'
import type { Needs } from '../context.ts'

/** Hide the set-up guide of home until one of these steps, which are done now, breaks. @throws ERR_SHOP_NOT_FOUND */
export async function closeGuide(
  ctx: Needs<'now' | 'shops' | 'guides'>,
  { myshopifyDomain, doneSteps }: { myshopifyDomain: string; doneSteps: readonly SetupStep[] },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  await ctx.guides.close({ shopId: shop.id, at: ctx.now(), doneSteps })
}
