import type { Shop } from '../../core/gate/shop.ts'
import { findTrouble, type ReceiverTrouble, TROUBLE_SECONDS } from '../../core/message/findTrouble.ts'
import type { Needs } from '../context.ts'

/** List what keeps messages from a shop's receivers, as the database knows it. */
export async function listTroubles(
  ctx: Needs<'now' | 'receivers' | 'messages'>,
  { shop: { id: shopId } }: { shop: Pick<Shop, 'id'> },
): Promise<ReceiverTrouble[]> {
  const now = ctx.now()
  const receivers = await ctx.receivers.list({ shopId })
  if (receivers.length === 0) return []
  const late = await ctx.messages.listLate({ shopId, before: now - TROUBLE_SECONDS })
  return receivers.flatMap(
    (receiver) => findTrouble({ receiver, isLate: late.includes(receiver.id), now }) ?? [],
  )
}
