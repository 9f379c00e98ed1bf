import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'
import { consumeCallback } from './consumeCallback.ts'

/**
 * End the sessions of a member of a store's staff who may not use the app any more. Neither this callback nor one that
 * was signed before opens the app for them.
 *
 * @throws {AccessError} ERR_CALLBACK_USED for a callback that opened the app
 */
export async function removeMember(
  ctx: Needs<'limits' | 'members'>,
  { callback }: { callback: SignedCallback },
): Promise<void> {
  await consumeCallback(ctx, { callback, isOpening: false })
  const { myshopifyDomain, userId, issuedAt } = callback
  await ctx.members.remove({ myshopifyDomain, userId, at: issuedAt })
}
