import { ConflictError, NotFoundError } from '../../core/errors/base.ts'
import { isPassing } from '../../core/errors/isPassing.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { consumeCallback } from './consumeCallback.ts'
import { queueJob } from './queueJob.ts'
import { uninstallShop } from './uninstallShop.ts'

type EndedNeeds = Needs<'now' | 'shops' | 'members' | 'platform'>
type Said = Pick<SignedCallback, 'myshopifyDomain' | 'issuedAt'>

/** BigCommerce may end a token a while after it said so. Later than this, it was no uninstall. Seconds. */
const LONGEST = 86_400
const FIRST_WAIT = 60
const MOST_WAIT = 6 * 3600

/**
 * Uninstall the app of a BigCommerce store: its token and its members' sessions go. Nothing in a callback says which one
 * it is, and one that would have opened the app may have leaked. So BigCommerce must have ended the token, too. While it
 * does not say so, everything stays, and a job asks again. A store that was installed again has a token that works.
 *
 * @throws {AccessError} ERR_CALLBACK_USED for a callback that opened the app
 * @throws {ConflictError} ERR_STORE_INSTALLED while the token works
 */
export async function uninstallStore(
  ctx: EndedNeeds & Needs<'limits' | 'jobs'>,
  { callback }: { callback: SignedCallback },
): Promise<void> {
  await consumeCallback(ctx, { callback, isOpening: false })
  // First, because BigCommerce says it once: a server that dies now looks again later.
  await queueUninstall(ctx, callback)
  const found = await uninstallIfEnded(ctx, callback).catch((error: unknown) => {
    if (isPassing(error)) return 'unknown' as const
    throw error
  })
  if (found === 'works') throw installedStore()
}

/** Look once more whether a store has uninstalled the app, and again later while its token works: for a day. */
export async function finishUninstall(ctx: EndedNeeds & Needs<'jobs'>, said: Said): Promise<void> {
  if ((await uninstallIfEnded(ctx, said)) === 'works') await queueUninstall(ctx, said)
}

async function queueUninstall(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { myshopifyDomain, issuedAt }: Said,
): Promise<void> {
  const age = ctx.now() - issuedAt
  if (age > LONGEST) return
  const triggeredAt = ctx.now() + Math.min(MOST_WAIT, Math.max(FIRST_WAIT, age))
  await queueJob(ctx, {
    ...{ myshopifyDomain, kind: 'uninstall', key: WHOLE_SHOP, payload: { issuedAt }, triggeredAt },
  })
}

/** @throws {UpstreamError} ERR_SHOPIFY_REQUEST if BigCommerce does not say whether the token works */
async function uninstallIfEnded(ctx: EndedNeeds, { myshopifyDomain }: Said): Promise<'ended' | 'works'> {
  try {
    const shop = await ctx.shops.load(myshopifyDomain)
    const found = await ctx.members.findToken({ myshopifyDomain })
    if (found && (await ctx.platform.readAccess({ myshopifyDomain, token: found.token })) === 'works')
      return 'works'
    // A new install ends the token of the one before.
    const standing = await ctx.members.findToken({ myshopifyDomain })
    if (standing?.token !== found?.token) return 'works'
    // Of now, not of the callback: the store's data may have been saved since, while the token still worked.
    await uninstallShop(ctx, { shopId: shop.id, triggeredAt: ctx.now() })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  return 'ended'
}

function installedStore(): ConflictError {
  return new ConflictError(
    'ERR_STORE_INSTALLED',
    'BigCommerce still lets Palisade into this store, so it is not uninstalled.',
    { hint: 'Uninstall Palisade in the control panel. Until tomorrow Palisade looks again by itself.' },
  )
}
