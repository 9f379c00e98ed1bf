import type { Shop } from '../../core/gate/shop.ts'
import { listOwners } from '../../core/publication/listOwners.ts'
import type { Snapshot } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { loadConfigSource } from './loadConfigSource.ts'

export type LoadSnapshotNeeds = Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>

/**
 * Load everything that a publication is planned from, except what marks depend on. Costs one request to Shopify.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function loadSnapshot(ctx: LoadSnapshotNeeds, { shop }: { shop: Shop }): Promise<Snapshot> {
  const profiles = await ctx.profiles.list({ shopId: shop.id })
  const ownerIds = listOwners({ shop, profiles }).map(({ ownerId }) => ownerId)
  // Read before the gates and keys: see `Snapshot`.
  const published = await ctx.shopify.readPublished({ ownerIds })
  return { shop, profiles, published, ...(await loadConfigSource(ctx, { shopId: shop.id })) }
}
