import { ConflictError } from '../../core/errors/base.ts'
import { OLD_SECRET_SECONDS } from '../../core/message/limits.ts'
import type { Receiver } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

/**
 * Give a receiver a new secret, which is answered this once. The secret before signs too for another 24 hours.
 *
 * @throws {ConflictError} ERR_RECEIVER_STALE for Shopify Flow. @throws {NotFoundError} ERR_SHOP_NOT_FOUND,
 * ERR_RECEIVER_NOT_FOUND
 */
export async function rotateReceiver(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'createReceiverSecret'>,
  { myshopifyDomain, receiverId }: { myshopifyDomain: string; receiverId: string },
): Promise<{ readonly receiver: Receiver; readonly secret: string }> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { url } = await ctx.receivers.load({ shopId, receiverId })
  if (url === null) {
    throw new ConflictError('ERR_RECEIVER_STALE', 'Shopify Flow has no secret.', { hint: 'Reload the page.' })
  }
  const secret = ctx.createReceiverSecret()
  const at = ctx.now()
  const oldEndsAt = at + OLD_SECRET_SECONDS
  return { receiver: await ctx.receivers.rotate({ shopId, receiverId, secret, oldEndsAt, at }), secret }
}
