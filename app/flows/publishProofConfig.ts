import type { Shop } from '../core/gate/shop.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import type { Needs } from './context.ts'

/**
 * Tell a profile's discount its config, whole from the database; nothing is written where it already stands so.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProofConfig(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop, profile, discountId }: { shop: Shop; profile: number; discountId: string },
): Promise<void> {
  const name = { ownerId: discountId, key: 'proof_config' }
  // Read before the gates are listed: whoever changes one after this makes the write below stale, not wrong.
  const [found] = await ctx.shopify.readMetafields([name])
  if (found === 'owner-gone') return
  const gates = await ctx.gates.list({ shopId: shop.id })
  const value = await composeProofConfig(ctx, { shop, gates, profile })
  if (found?.value === value) return
  await ctx.shopify.writeMetafields([{ ...name, type: 'json', value, digest: found?.digest ?? null }])
}
