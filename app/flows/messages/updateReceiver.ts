import { parseReceiverUrl } from '../../core/message/parseReceiverUrl.ts'
import type { Receiver, ReceiverChoice } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

export type UpdateReceiverParameters = {
  readonly myshopifyDomain: string
  readonly receiverId: string
  readonly change: Partial<ReceiverChoice & { readonly url: string; readonly isOn: boolean }>
}

/**
 * Change what a receiver gets and where, or switch it on or off. Messages that wait for one that is switched off are
 * given up, and can be sent again from the log.
 *
 * @throws {InputError} ERR_RECEIVER_URL. @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RECEIVER_NOT_FOUND
 */
export async function updateReceiver(
  ctx: Needs<'now' | 'shops' | 'receivers' | 'courier'>,
  { myshopifyDomain, receiverId, change: { url: text, isOn, ...choice } }: UpdateReceiverParameters,
): Promise<Receiver> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { url: standing } = await ctx.receivers.load({ shopId, receiverId })
  const isMoved = text !== undefined && standing !== null
  const change = {
    ...choice,
    ...(isMoved && { url: parseReceiverUrl({ ...ctx.courier, text }) }),
    ...(isOn !== undefined && { state: isOn ? ('on' as const) : ('staff' as const) }),
  }
  return ctx.receivers.update({ shopId, receiverId, change, at: ctx.now() })
}
