import { AccessError, ConflictError } from '../../core/errors/base.ts'
import { formatReceiverUrl } from '../../core/message/parseReceiverUrl.ts'
import type { Receiver } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'
import { type UpdateReceiverParameters, updateReceiver } from '../messages/updateReceiver.ts'

/**
 * Change a receiver for a secret key. It may take wallets out of the messages, and never put them in: not by the choice,
 * and not by another address for a receiver whose messages name them.
 *
 * @throws {AccessError} ERR_RECEIVER_WALLETS. @throws {ConflictError} ERR_RECEIVER_STALE for an address of Shopify Flow
 * @throws {InputError} ERR_RECEIVER_URL. @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RECEIVER_NOT_FOUND
 */
export async function updateReceiverOverApi(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'courier'>,
  { myshopifyDomain, receiverId, change }: UpdateReceiverParameters,
): Promise<Receiver> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { url, hasWallets } = await ctx.receivers.load({ shopId, receiverId })
  const isMoved = change.url !== undefined && formatReceiverUrl(change.url) !== url
  if (isMoved && url === null)
    throw new ConflictError('ERR_RECEIVER_STALE', 'Shopify Flow has no address.', {
      hint: 'Leave out "url".',
    })
  const isAsked = change.hasWallets === true && !hasWallets
  const isTaken = isMoved && hasWallets && change.hasWallets !== false
  if (isAsked || isTaken) throw staffOnly()
  // Staff may switch wallets on or off at this moment: a new address must not get them, and an old one not again.
  const { hasWallets: _, ...rest } = change
  const isOff = isMoved || change.hasWallets === false
  return updateReceiver(ctx, {
    ...{ myshopifyDomain, receiverId },
    change: { ...rest, ...(isOff && { hasWallets: false }) },
  })
}

function staffOnly(): AccessError {
  return new AccessError(
    'ERR_RECEIVER_WALLETS',
    'Only staff may send messages with wallets to an address, in the app.',
    { hint: 'Send "hasWallets": false, or let staff change the webhook under Settings.' },
  )
}
