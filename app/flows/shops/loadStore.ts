import { NotFoundError } from '../../core/errors/base.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { cancelUninstall } from './cancelUninstall.ts'
import { consumeCallback, usedCallback } from './consumeCallback.ts'
import { issueMemberCode } from './openMember.ts'

/** Seconds after which a load callback no longer opens the app. BigCommerce signs one at each click, for a whole day. */
const FRESH_SECONDS = 300

/**
 * Let the member of a store's staff in who opens the app: their first page gets a code. A callback counts once: what a history or a
 * log keeps of its URL opens nothing.
 *
 * @throws {AccessError} ERR_CALLBACK_USED. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function loadStore(
  ctx: Needs<'now' | 'limits' | 'shops' | 'jobs' | 'members'>,
  { callback }: { callback: SignedCallback },
): Promise<{ readonly code: string; readonly myshopifyDomain: string }> {
  const { myshopifyDomain, userId, issuedAt } = callback
  if (ctx.now() > issuedAt + FRESH_SECONDS) throw usedCallback('This link is older than five minutes.')
  await consumeCallback(ctx, { callback, isOpening: true })
  const { id: shopId } = await ctx.shops.load(myshopifyDomain).catch(throwNotInstalled)
  const code = await issueMemberCode(ctx, { myshopifyDomain, userId })
  // After the code: a removal at this moment deletes it, or is seen here.
  if (await ctx.members.isRemoved({ myshopifyDomain, userId, since: issuedAt })) {
    throw usedCallback('This link is older than the removal of its user.')
  }
  await cancelUninstall(ctx, { shopId, openedAt: issuedAt })
  return { code, myshopifyDomain }
}

/** BigCommerce opens the app here, and this server knows of no install: its uninstall was believed, or its data is gone. */
function throwNotInstalled(error: unknown): never {
  if (!(error instanceof NotFoundError)) throw error
  throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'Palisade has no access to this store.', {
    hint: 'Uninstall Palisade in the control panel, and install it again. What was set up is kept for two days.',
  })
}
