import type { Needs } from '../context.ts'

/**
 * Record that staff have answered a customer's data request. @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_NOT_FOUND
 */
export async function answerDataRequest(
  ctx: Needs<'now' | 'shops' | 'privacy'>,
  { myshopifyDomain, id }: { myshopifyDomain: string; id: number },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  await ctx.privacy.loadDataRequest({ shopId, id })
  await ctx.privacy.answerDataRequest({ shopId, id, at: ctx.now() })
}
