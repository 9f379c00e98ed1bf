import type { Needs } from '../context.ts'
import { checkLevel } from '../publication/checkLevel.ts'
import { type PublishProofConfigsNeeds, publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { writeShopIdentity } from './writeShopIdentity.ts'

/**
 * Read the identity of an installed shop from Shopify and store it. A new time zone ends every proof, because proofs
 * end by the shop's clock: the new key is written to the discounts at once. A new plan may allow Functions that the old
 * one did not: then all gates are queued for publication, and a shop without gates is asked about at once.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND: a late webhook of an uninstalled shop must not restore it.
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE, ERR_SHOPIFY_STALE
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function updateShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'jobs' | 'shopify'> & PublishProofConfigsNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const saidAt = ctx.now()
  const known = await ctx.shops.load(myshopifyDomain)
  const { plan, hasAccounts, ...said } = await ctx.shopify.readShop()
  await writeShopIdentity(ctx, { said, known, saidAt })
  const shop = await ctx.shops.load(said.myshopifyDomain)
  await publishProofConfigs(ctx, { shop })
  const { id: shopId, enforcement } = shop
  await ctx.shops.set({ shopId, enforcement: { plan, hasAccounts } })
  const isOtherPlan = enforcement.plan !== plan
  if (isOtherPlan || enforcement.level === 'unknown') await checkLevel(ctx, { shop })
  if (enforcement.level !== 'codes' || !isOtherPlan) return
  for (const { number } of await ctx.gates.list({ shopId })) {
    await ctx.jobs.add({ shopId, kind: 'publish', key: String(number), runAt: ctx.now() })
  }
}
