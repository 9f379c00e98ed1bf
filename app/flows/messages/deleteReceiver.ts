import type { Needs } from '../context.ts'

/**
 * Delete a receiver with its log. Nothing is sent to it any more.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RECEIVER_NOT_FOUND
 */
export async function deleteReceiver(
  ctx: Needs<'now' | 'shops' | 'receivers'>,
  { myshopifyDomain, receiverId }: { myshopifyDomain: string; receiverId: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  await ctx.receivers.delete({ shopId, receiverId, at: ctx.now() })
}
