import type { FoundMetafield, MetafieldName, MetafieldWrite } from '../../core/publication/metafields.ts'
import { formatOrderRecord, listGatedLines } from '../../core/settlement/formatOrderRecord.ts'
import { listOrderTags } from '../../core/settlement/listOrderTags.ts'
import type { Findings, OrderFacts, Settlement } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'

export type WriteOrderParameters = {
  readonly order: Pick<OrderFacts, 'id' | 'tags'>
  readonly settlement: Settlement
  readonly accepted: Findings | undefined
  /** The order’s receipts, or none to remove them; undefined leaves what is written. */
  readonly receipts?: readonly string[] | undefined
}

/**
 * Write the settlement to the order at Shopify: tags, our record, the lines that a gate admitted, and receipts. Equal values are
 * not written again. Of the order's tags, only those of an earlier settling are removed.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/apps/build/blockchain/tokengating: what is asked of apps that gate by tokens
 */
export async function writeOrder(ctx: Needs<'shopify'>, parameters: WriteOrderParameters): Promise<void> {
  const { gid, missing, stale, wanted } = planOrderWrite(parameters)
  if (missing.length > 0) await ctx.shopify.addTags({ gid, tags: missing })
  if (stale.length > 0) await ctx.shopify.removeTags({ gid, tags: stale })
  const writes = planMetafieldWrites({ wanted, found: await ctx.shopify.readMetafields(wanted.map(nameOf)) })
  if (writes.length > 0) await ctx.shopify.writeMetafields(writes)
}

export type OrderWrite = {
  readonly gid: string
  readonly missing: readonly string[]
  readonly stale: readonly string[]
  readonly wanted: readonly Wanted[]
}
type Wanted = Omit<MetafieldWrite, 'digest'>

/** Plan the tags and metafields of an order. */
export function planOrderWrite({ order, settlement, accepted, receipts }: WriteOrderParameters): OrderWrite {
  const gid = `gid://shopify/Order/${order.id}`
  const tags = listOrderTags({ settlement, accepted })
  // An order without gates gets no record; an existing record is deleted.
  const isNothing = settlement.outcome === 'none' && settlement.grants.length === 0
  const gated = listGatedLines(settlement)
  return {
    gid,
    missing: tags.filter((tag) => !order.tags.includes(tag)),
    stale: (settlement.tags ?? []).filter((tag) => order.tags.includes(tag) && !tags.includes(tag)),
    wanted: [
      { ownerId: gid, key: 'gate', type: 'json', value: isNothing ? null : formatOrderRecord(settlement) },
      {
        ownerId: gid,
        namespace: 'web_3',
        key: 'gated_wallet_line_items',
        type: 'list.single_line_text_field',
        value: gated.length > 0 ? JSON.stringify(gated) : null,
      },
      ...(receipts ? [planReceipts(gid, receipts)] : []),
    ],
  }
}

function planReceipts(ownerId: string, receipts: readonly string[]): Wanted {
  const value = receipts.length > 0 ? JSON.stringify({ v: 1, receipts }) : null
  return { ownerId, key: 'receipts', type: 'json', value }
}

/** The name by which a metafield is read. */
export function nameOf({ type: _type, value: _value, ...name }: Wanted): MetafieldName {
  return name
}

/** Plan the writes of metafields that differ from what was found, in the order of `wanted`. */
export function planMetafieldWrites({
  wanted,
  found,
}: {
  wanted: readonly Wanted[]
  found: readonly (FoundMetafield | 'owner-gone' | null)[]
}): MetafieldWrite[] {
  return wanted.flatMap((one, index) => {
    const standing = found[index] ?? null
    if (standing === 'owner-gone' || (standing?.value ?? null) === one.value) return []
    return [{ ...one, digest: standing?.digest ?? null }]
  })
}
