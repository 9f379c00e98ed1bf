import { formatGateCardHandle } from '../../core/gate/formatGateCard.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/**
 * Tell the storefront which gates are about everything: their cards' handles, in the app's own metafield that the block
 * reads on every product page. Written only where it changes.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishStorefront(
  ctx: Needs<'gates' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<void> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const everywhere = gates.filter(({ subject }) => subject.kind === 'all').map(({ number }) => number)
  const value = JSON.stringify({ v: 1, all: everywhere.map(formatGateCardHandle) })
  const { installationId } = await ctx.shopify.readInstallation()
  const name = { ownerId: installationId, key: 'storefront' }
  const [before] = await ctx.shopify.readMetafields([name])
  if (before === 'owner-gone' || before?.value === value) return
  if (!before && everywhere.length === 0) return
  await ctx.shopify.writeMetafields([{ ...name, type: 'json', value, digest: before?.digest ?? null }])
}
