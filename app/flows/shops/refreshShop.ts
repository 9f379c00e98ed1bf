import type { Needs } from '../context.ts'
import { type PublishProofConfigsNeeds, publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { rememberShop } from './rememberShop.ts'

/**
 * Ask Shopify who a shop is that has the app, and keep the answer. A changed time zone ends every proof, since proofs
 * end by the shop's clock: the new key is told to the discounts at once. Another plan may let the shop run the Functions
 * that this one did not: its gates are told once more.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND: a late word of a shop that has left must not bring it back.
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function refreshShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'jobs' | 'shopify'> & PublishProofConfigsNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const saidAt = ctx.now()
  const known = await ctx.shops.load(myshopifyDomain)
  const { plan, hasAccounts, ...said } = await ctx.shopify.readShop()
  await rememberShop(ctx, { said, known, saidAt })
  const shop = await ctx.shops.load(said.myshopifyDomain)
  await publishProofConfigs(ctx, { shop })
  const { id: shopId, enforcement } = shop
  await ctx.shops.set({ shopId, enforcement: { plan, hasAccounts } })
  if (enforcement.level !== 'codes' || enforcement.plan === plan) return
  for (const { number } of await ctx.gates.list({ shopId })) {
    await ctx.jobs.add({ shopId, kind: 'publish', key: String(number), runAt: ctx.now() })
  }
}
