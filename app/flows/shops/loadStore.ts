import { AccessError } from '../../core/errors/base.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { openMember } from './openMember.ts'

/** Seconds after which a load callback no longer opens the app. BigCommerce signs one at each click, for a whole day. */
const FRESH_SECONDS = 300
/** Its use is remembered for longer, because two clocks may differ. */
const KEPT_SECONDS = 3600

/**
 * Open a session for the member of a store's staff who opens the app. A callback opens one session: what a history or a
 * log keeps of its URL opens nothing.
 *
 * @throws {AccessError} ERR_CALLBACK_USED. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function loadStore(
  ctx: Needs<'now' | 'limits' | 'shops' | 'members'>,
  { callback }: { callback: SignedCallback },
): Promise<{ readonly session: string; readonly myshopifyDomain: string }> {
  const { myshopifyDomain, userId, id, issuedAt } = callback
  if (ctx.now() > issuedAt + FRESH_SECONDS) throw usedCallback('This link is older than five minutes.')
  const use = { key: `callback ${id}`, most: 1, units: 1, block: 1, expiresAt: issuedAt + KEPT_SECONDS }
  if (await ctx.limits.take([use])) throw usedCallback('This link was used before.')
  await ctx.shops.load(myshopifyDomain)
  return { session: await openMember(ctx, { myshopifyDomain, userId }), myshopifyDomain }
}

function usedCallback(message: string): AccessError {
  return new AccessError('ERR_CALLBACK_USED', message, {
    hint: 'Open Palisade again under Apps in the control panel.',
  })
}
