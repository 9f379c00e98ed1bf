import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { checkAccess } from './checkAccess.ts'
import { uninstallShop } from './uninstallShop.ts'

/*
 * A store whose uninstall nobody told: its token is refused at every look, for a day. An uninstall that BigCommerce has
 * signed is another job of the same kind.
 */

/** Key of the job that looks whether a store's token stays refused. */
export const REFUSED = 'refused'
/** For so long every look must find the token refused. Seconds. */
const LEAST_SECONDS = 86_400
/** So often it must be refused: a server that was down in between has not looked. */
const LEAST_LOOKS = 12
const BETWEEN_LOOKS = 3600

/** What a job knows of a refused token: since when, and how many looks found it so. Unix seconds. */
type Refusal = { readonly refusedAt: number; readonly looks: number }

/** Begin to look whether a BigCommerce store stays without the app, if its token is refused now. */
export async function queueRefusal(
  ctx: Needs<'now' | 'jobs' | 'members' | 'platform'>,
  { shop: { id: shopId, myshopifyDomain } }: { readonly shop: Shop },
): Promise<void> {
  if (platformOf(myshopifyDomain) !== 'bigcommerce') return
  // A fault that passes is no refusal.
  const found = await checkAccess(ctx, { myshopifyDomain }).catch(nullIfKnown)
  if (found !== 'ended' || (await ctx.jobs.find({ shopId, kind: 'uninstall', key: REFUSED }))) return
  await queueLook(ctx, { shopId, refusal: { refusedAt: ctx.now(), looks: 1 } })
}

/**
 * Look once more whether BigCommerce refuses a store's token. After a day of refusals alone the store has uninstalled the
 * app. A token that works, or staff who opened the app meanwhile, end the looking.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_REQUEST if BigCommerce does not say
 */
export async function finishRefusal(
  ctx: Needs<'now' | 'log' | 'shops' | 'jobs' | 'members' | 'platform'>,
  {
    myshopifyDomain,
    refusal: { refusedAt, looks },
    openedAt,
  }: {
    readonly myshopifyDomain: string
    readonly refusal: Refusal
    /** When staff last opened the app, if they did since the job began: BigCommerce lets nobody open an app that is gone. */
    readonly openedAt: number | null
  },
): Promise<void> {
  if (openedAt !== null && openedAt >= refusedAt) return
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  if ((await checkAccess(ctx, { myshopifyDomain })) !== 'ended') return
  if (looks < LEAST_LOOKS || ctx.now() - refusedAt < LEAST_SECONDS) {
    await queueLook(ctx, { shopId, refusal: { refusedAt, looks: looks + 1 } })
    return
  }
  await uninstallShop(ctx, { shopId, triggeredAt: ctx.now() })
  ctx.log.warn('BigCommerce refused a store’s token for a day, so the store counts as uninstalled.', {
    shop: myshopifyDomain,
  })
}

async function queueLook(
  ctx: Needs<'now' | 'jobs'>,
  { shopId, refusal }: { readonly shopId: Shop['id']; readonly refusal: Refusal },
): Promise<void> {
  const runAt = ctx.now() + BETWEEN_LOOKS
  await ctx.jobs.add({ shopId, kind: 'uninstall', key: REFUSED, payload: refusal, runAt })
}
