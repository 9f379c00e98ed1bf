import type { Shop } from '../../core/gate/shop.ts'
import { planConfigs } from '../../core/publication/planConfigs.ts'
import type { Needs } from '../context.ts'
import { loadSnapshot } from './loadSnapshot.ts'

export type PublishProofConfigsNeeds = Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>

/**
 * Write the configs of all discounts and of the validation from the database, in one write. Nothing is written if they
 * are up to date.
 *
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProofConfigs(
  ctx: PublishProofConfigsNeeds,
  { shop }: { shop: Shop },
): Promise<void> {
  const writes = planConfigs(await loadSnapshot(ctx, { shop }))
  if (writes.length > 0) await ctx.shopify.writeMetafields(writes)
}
