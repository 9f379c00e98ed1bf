import type { SingleVariant } from '../../core/gate/memberships.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { publishProducts } from './publishProducts.ts'

export type SyncCollectionParameters = {
  readonly shop: Shop
  readonly collectionId: number
  /** Whether the marks of products that came or went are written here; a publication writes them itself. */
  readonly publishes: boolean
}

/**
 * Read what is in a collection now, keep it, and write the marks of the products that came or went; answers those
 * products. A collection that could not be read changes nothing. A product that could not be written stays a job.
 *
 * @throws {InputError} ERR_GATE_INVALID. @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function syncCollection(
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
