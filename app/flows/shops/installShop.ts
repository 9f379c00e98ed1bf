import { NotFoundError, PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { checkLevel } from '../publication/checkLevel.ts'
import { type PublishProofConfigsNeeds, publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { queueJob } from './queueJob.ts'
import { writeShopIdentity } from './writeShopIdentity.ts'

type InstallShopNeeds = Needs<'shops' | 'jobs'> & PublishProofConfigsNeeds

/**
 * Store a shop's identity when it installs the app or gets a new token, and write its current proof keys to its
 * discounts and validation. The first time, find out whether Shopify lets the shop run Functions.
 *
 * A shop that is known waits for no write: if Shopify refuses one, its page opens all the same, and a job writes again.
 *
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE, ERR_SHOPIFY_STALE
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function installShop(ctx: InstallShopNeeds): Promise<void> {
  const saidAt = ctx.now()
  const { plan, hasAccounts, ...identity } = await ctx.shopify.readShop()
  const known = await findShop(ctx, identity)
  await writeShopIdentity(ctx, { said: identity, known, saidAt })
  const shop = await ctx.shops.load(identity.myshopifyDomain)
  await ctx.shops.set({ shopId: shop.id, enforcement: { plan, hasAccounts } })
  const isWritten = await writeInstalled(ctx, { shop }).catch((error: unknown) => {
    if (known === null || !isRefusal(error)) throw error
    return false
  })
  // A shop that comes back may have granted optional scopes before. Reconciling subscribes to what they allow.
  if (known === null || !isWritten)
    await queueJob(ctx, { myshopifyDomain: shop.myshopifyDomain, kind: 'reconcile', key: WHOLE_SHOP })
  // Jobs that Shopify refused without the token wait for hours by then.
  await ctx.jobs.setDue({ shopId: shop.id, at: ctx.now() })
}

async function writeInstalled(ctx: InstallShopNeeds, { shop }: { shop: Shop }): Promise<true> {
  await publishProofConfigs(ctx, { shop })
  if (shop.enforcement.level === 'unknown') await checkLevel(ctx, { shop })
  return true
}

/** Shopify's library throws the end of a login as a response. */
function isRefusal(error: unknown): boolean {
  return error instanceof PalisadeError || (error instanceof Response && error.status === 401)
}

async function findShop(
  ctx: Needs<'shops'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Shop | null> {
  try {
    return await ctx.shops.load(myshopifyDomain)
  } catch (error) {
    if (error instanceof NotFoundError) return null
    throw error
  }
}
