import { ConflictError, NotFoundError } from '../../core/errors/base.ts'
import { isPassing } from '../../core/errors/isPassing.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { checkAccess } from './checkAccess.ts'
import { consumeCallback } from './consumeCallback.ts'
import { queueJob } from './queueJob.ts'
import { uninstallShop } from './uninstallShop.ts'

type EndedNeeds = Needs<'now' | 'log' | 'shops' | 'members' | 'platform'>
type Said = Pick<SignedCallback, 'myshopifyDomain' | 'issuedAt'>
type Found = 'ended' | 'works' | 'unreadable' | 'unknown'

/**
 * BigCommerce may end a token a while after it said so. Later than this, it was no uninstall. A token that cannot be read
 * says nothing: then nobody has opened the app for so long, nor brought the old PALISADE_SECRET. Seconds.
 */
const LONGEST = { works: 86_400, unknown: 86_400, unreadable: 30 * 86_400 } as const
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
  await queueUninstall(ctx, callback, 'unknown')
  const found = await uninstallIfEnded(ctx, callback).catch((error: unknown): Found => {
    if (isPassing(error)) return 'unknown'
    throw error
  })
  if (found === 'works') throw installedStore()
}

/**
 * Look once more whether a store has uninstalled the app, and again later: for a day while its token works, for thirty
 * days while the token cannot be read. Staff who opened the app since end the looking.
 */
export async function finishUninstall(
  ctx: EndedNeeds & Needs<'jobs'>,
  { openedAt, ...said }: Said & { readonly openedAt: number | null },
): Promise<void> {
  if (openedAt !== null && openedAt > said.issuedAt) return
  const found = await uninstallIfEnded(ctx, said)
  if (found !== 'ended') await queueUninstall(ctx, said, found)
}

async function queueUninstall(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { myshopifyDomain, issuedAt }: Said,
  found: Exclude<Found, 'ended'>,
): Promise<void> {
  const age = ctx.now() - issuedAt
  if (age > LONGEST[found]) return
  const triggeredAt = ctx.now() + Math.min(MOST_WAIT, Math.max(FIRST_WAIT, age))
  await queueJob(ctx, {
    ...{ myshopifyDomain, kind: 'uninstall', key: WHOLE_SHOP, payload: { issuedAt }, triggeredAt },
  })
}

/** @throws {UpstreamError} ERR_SHOPIFY_REQUEST if BigCommerce does not say whether the token works */
async function uninstallIfEnded(
  ctx: EndedNeeds,
  { myshopifyDomain, issuedAt }: Said,
): Promise<Exclude<Found, 'unknown'>> {
  try {
    const shop = await ctx.shops.load(myshopifyDomain)
    const found = await checkAccess(ctx, { myshopifyDomain })
    if (found === 'works') return found
    if (found === 'unreadable') {
      ctx.log.warn(UNREADABLE, { shop: myshopifyDomain, code: 'ERR_ENVIRONMENT' })
      if (ctx.now() - issuedAt <= LONGEST[found]) return found
    }
    // Of now, not of the callback: the store's data may have been saved since, while the token still worked.
    await uninstallShop(ctx, { shopId: shop.id, triggeredAt: ctx.now() })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
  return 'ended'
}

const UNREADABLE =
  'A store says that it uninstalled Palisade, and this PALISADE_SECRET cannot decrypt its token, so BigCommerce cannot be asked. Start the server with the earlier secret. Without it, the store counts as uninstalled thirty days after it said so, unless its staff open the app or install it again.'

function installedStore(): ConflictError {
  return new ConflictError(
    'ERR_STORE_INSTALLED',
    'BigCommerce still lets Palisade into this store, so it is not uninstalled.',
    { hint: 'Uninstall Palisade in the control panel. Until tomorrow Palisade looks again by itself.' },
  )
}
