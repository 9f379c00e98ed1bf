import type { GateChoice } from '../../core/gate/types.ts'
import type { Message, Receiver } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

const MOST_GATES = 250
const PER_PAGE = 50

export type LoadReceiverResult = {
  readonly receiver: Receiver
  readonly gates: readonly GateChoice[]
  readonly messages: readonly Message[]
  /** The id with which the next page of the log begins; null on the last page. */
  readonly next: string | null
  readonly ianaTimezone: string
}

/**
 * Load a receiver with a page of its log, newest first.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_RECEIVER_NOT_FOUND
 */
export async function loadReceiver(
  ctx: Needs<'shops' | 'receivers' | 'messages' | 'gates'>,
  {
    myshopifyDomain,
    receiverId,
    before,
  }: { myshopifyDomain: string; receiverId: string; before: string | null },
): Promise<LoadReceiverResult> {
  const { id: shopId, ianaTimezone } = await ctx.shops.load(myshopifyDomain)
  const receiver = await ctx.receivers.load({ shopId, receiverId })
  const [gates, found] = await Promise.all([
    ctx.gates.listChoices({ shopId, limit: MOST_GATES }),
    ctx.messages.list({ shopId, receiverId, ...(before !== null && { before }), limit: PER_PAGE + 1 }),
  ])
  const messages = found.slice(0, PER_PAGE)
  const next = found.length > PER_PAGE ? (messages.at(-1)?.id ?? null) : null
  return { receiver, gates, messages, next, ianaTimezone }
}
