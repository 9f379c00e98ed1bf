import type { Shop } from '../../core/gate/shop.ts'
import {
  listSubjectCollections,
  listSubjectProducts,
  listSubjectVariants,
  sortUnique,
} from '../../core/gate/subject.ts'
import type { Subject } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { publishProducts } from './publishProducts.ts'

/** Kinds of subject whose gates put marks on variants. */
const MARKING: readonly Subject['kind'][] = ['variants', 'collections']

/**
 * Sync a changed product: store its gated collections, and write its marks. A copied product and its variants carry the
 * marks of the original, which are deleted here.
 *
 * @throws {InputError} ERR_GATE_INVALID. @throws {ConflictError} ERR_SHOPIFY_STALE
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function updateProduct(
  ctx: Needs<'gates' | 'collections' | 'shopify'>,
  { shop, productId }: { shop: Shop; productId: number },
): Promise<void> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const asked = listSubjectCollections(gates)
  const { collectionIds, variants } = await ctx.shopify.findProductCollections({
    productId,
    collectionIds: asked,
  })
  await ctx.collections.setProduct({ shopId: shop.id, productId, collectionIds, variants })
  const marksVariants = gates.some(({ subject }) => MARKING.includes(subject.kind))
  const marked = marksVariants ? await ctx.shopify.listMarkedVariants({ productId }) : []
  const ofProduct = gates.filter(({ subject }) => listSubjectProducts(subject).includes(productId))
  const named = ofProduct.flatMap(({ subject }) => listSubjectVariants(subject))
  const variantIds = sortUnique([...named, ...variants.map(({ variantId }) => variantId), ...marked])
  await publishProducts(ctx, { shop, productIds: [productId], variantIds })
}
