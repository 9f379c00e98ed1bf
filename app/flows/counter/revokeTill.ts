import { NotFoundError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/**
 * End a till at once. What it has charged stays.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_TILL_NOT_FOUND
 */
export async function revokeTill(
  ctx: Needs<'now' | 'shops' | 'counter'>,
  { myshopifyDomain, id }: { myshopifyDomain: string; id: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  if (await ctx.counter.revokeTill({ shopId: shop.id, id, at: ctx.now() })) return
  throw new NotFoundError('ERR_TILL_NOT_FOUND', 'This shop has no such open till.', {
    hint: 'Reload the page to see the tills.',
  })
}
