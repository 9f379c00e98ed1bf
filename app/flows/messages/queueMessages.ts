import type { Needs } from '../context.ts'
import { idleReceiver } from './sendTest.ts'

/**
 * Send messages of a receiver's log again: one, or all that were given up. Answers how many.
 *
 * @throws {ConflictError} ERR_RECEIVER_STALE if the receiver is off
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RECEIVER_NOT_FOUND
 */
export async function queueMessages(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'messages'>,
  {
    myshopifyDomain,
    receiverId,
    messageId,
  }: { myshopifyDomain: string; receiverId: string; messageId: string | null },
): Promise<number> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { state } = await ctx.receivers.load({ shopId, receiverId })
  if (state !== 'on') throw idleReceiver()
  return ctx.messages.replay({ shopId, receiverId, messageId, at: ctx.now() })
}
