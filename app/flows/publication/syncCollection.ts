import type { SingleVariant } from '../../core/gate/memberships.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { publishProducts } from './publishProducts.ts'

export type SyncCollectionParameters = {
  readonly shop: Shop
  readonly collectionId: number
  /** Whether products that came or went are written here; who publishes a gate writes them itself. */
  readonly publishes: boolean
}

/**
 * Look at what is in a collection now, keep it, and write the gates onto what came and off what went; answers the products
 * of both. What could not be read changes nothing; what could not be written stays work to be done, product by product.
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
