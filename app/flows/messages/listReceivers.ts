import type { GateChoice } from '../../core/gate/types.ts'
import type { Receiver } from '../../core/message/types.ts'
import type { Needs } from '../context.ts'

const MOST_GATES = 250

/**
 * List a shop's receivers of messages, and the gates that they may choose.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listReceivers(
  ctx: Needs<'shops' | 'receivers' | 'gates'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<{
  readonly receivers: readonly Receiver[]
  readonly gates: readonly GateChoice[]
  readonly ianaTimezone: string
}> {
  const { id: shopId, ianaTimezone } = await ctx.shops.load(myshopifyDomain)
  const [receivers, gates] = await Promise.all([
    ctx.receivers.list({ shopId }),
    ctx.gates.listChoices({ shopId, limit: MOST_GATES }),
  ])
  return { receivers, gates, ianaTimezone }
}
