import type { SingleVariant } from '../../core/gate/memberships.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { publishProducts } from './publishProducts.ts'

export type SyncCollectionParameters = {
  readonly shop: Shop
  readonly collectionId: number
  /** Whether to write the marks of added and removed products here. A publication writes them itself. */
  readonly publishes: boolean
}

/**
 * Read the members of a collection from Shopify, store them, and write the marks of products that were added or
 * removed. Returns those products. If the collection cannot be read, nothing changes. A product that cannot be written
 * stays queued.
 *
 * @throws {InputError} ERR_GATE_INVALID. @throws {ConflictError} ERR_SHOPIFY_STALE
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function updateCollection(
  ctx: Needs<'gates' | 'collections' | 'shopify'>,
  { shop, collectionId, publishes }: SyncCollectionParameters,
): Promise<number[]> {
  const productIds: number[] = []
  const variants: SingleVariant[] = []
  for (let after: string | null = null; ; ) {
    const page = await ctx.shopify.listCollectionProducts({ collectionId, after })
    productIds.push(...page.productIds)
    variants.push(...page.variants)
    if (page.next === null) break
    after = page.next
  }
  const changed = await ctx.collections.set({ shopId: shop.id, collectionId, productIds, variants })
  if (publishes) {
    const variantIds = await ctx.collections.variants({ shopId: shop.id, productIds: changed })
    await publishProducts(ctx, { shop, productIds: changed, variantIds })
    await ctx.collections.setWritten({ shopId: shop.id, productIds: changed })
  }
  return changed
}
