import { ConflictError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/**
 * Send a test message to a receiver, soon and like any other.
 * @throws {ConflictError} ERR_RECEIVER_STALE if it is off. @throws {NotFoundError} ERR_SHOP_NOT_FOUND,
 * ERR_RECEIVER_NOT_FOUND
 */
export async function sendTest(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'messages'>,
  { myshopifyDomain, receiverId }: { myshopifyDomain: string; receiverId: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  await ctx.receivers.load({ shopId, receiverId })
  if (!(await ctx.messages.addTest({ shopId, receiverId, at: ctx.now() }))) throw idleReceiver()
}

/** The error for a receiver to which nothing is sent. */
export function idleReceiver(): ConflictError {
  return new ConflictError('ERR_RECEIVER_STALE', 'This webhook is off.', {
    hint: 'Switch it on first.',
  })
}
