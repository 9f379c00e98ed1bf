import type { DataRequest } from '../../core/privacy/types.ts'
import type { Needs } from '../context.ts'

/** List a shop's data requests, latest first. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listDataRequests(
  ctx: Needs<'shops' | 'privacy'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<readonly DataRequest[]> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.privacy.listDataRequests({ shopId })
}
