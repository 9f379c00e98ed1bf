import { NotFoundError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { writeShopIdentity } from './writeShopIdentity.ts'

/**
 * Ensure that a shop is stored before a page of its admin is rendered, and return it.
 *
 * A first page sends several requests at once. Only one of them installs the shop; the others may arrive before it is
 * done. Costs one statement for a known shop. @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function ensureShop(
  ctx: Needs<'now' | 'shops' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Shop> {
  try {
    return await ctx.shops.load(myshopifyDomain)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    const { plan, hasAccounts, ...identity } = await ctx.shopify.readShop()
    await writeShopIdentity(ctx, { said: identity, known: null, saidAt: ctx.now() })
    await ctx.shops.set({ shopId: identity.id, enforcement: { plan, hasAccounts } })
    return ctx.shops.load(myshopifyDomain)
  }
}
