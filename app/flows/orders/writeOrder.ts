import { formatOrderRecord, listGatedLines } from '../../core/settlement/formatOrderRecord.ts'
import { listOrderTags } from '../../core/settlement/listOrderTags.ts'
import type { Findings, OrderFacts, Settlement } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'

/**
 * Write the settlement to the order at Shopify: tags, our record, and the lines that a gate admitted. Equal values are
 * not written again. Of the order's tags, only those of an earlier settling are removed.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/apps/build/blockchain/tokengating: what is asked of apps that gate by tokens
 */
export async function writeOrder(
  ctx: Needs<'shopify'>,
  {
    order,
    settlement,
    accepted,
  }: { order: Pick<OrderFacts, 'id' | 'tags'>; settlement: Settlement; accepted: Findings | undefined },
): Promise<void> {
  const ownerId = `gid://shopify/Order/${order.id}`
  const tags = listOrderTags({ settlement, accepted })
  const missing = tags.filter((tag) => !order.tags.includes(tag))
  const stale = (settlement.tags ?? []).filter((tag) => order.tags.includes(tag) && !tags.includes(tag))
  if (missing.length > 0) await ctx.shopify.addTags({ gid: ownerId, tags: missing })
  if (stale.length > 0) await ctx.shopify.removeTags({ gid: ownerId, tags: stale })
  // An order without gates gets no record; an existing record is deleted.
  const isNothing = settlement.outcome === 'none' && settlement.grants.length === 0
  const gated = listGatedLines(settlement)
  const wanted = [
    { key: 'gate', type: 'json', value: isNothing ? null : formatOrderRecord(settlement) },
    {
      namespace: 'web_3',
      key: 'gated_wallet_line_items',
      type: 'list.single_line_text_field',
      value: gated.length > 0 ? JSON.stringify(gated) : null,
    },
  ].map((one) => ({ ...one, ownerId }))
  const found = await ctx.shopify.readMetafields(
    wanted.map(({ type: _type, value: _value, ...name }) => name),
  )
  const writes = wanted.flatMap((one, index) => {
    const standing = found[index] ?? null
    if (standing === 'owner-gone' || (standing?.value ?? null) === one.value) return []
    return [{ ...one, digest: standing?.digest ?? null }]
  })
  if (writes.length > 0) await ctx.shopify.writeMetafields(writes)
}
