import type { Subject } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { findProducts } from './findProducts.ts'

/** What of a subject people know: those that Shopify did not tell of are left out. */
export type FoundSubject = {
  readonly products: readonly { id: number; title: string; imageUrl: string | null }[]
  readonly variants: readonly {
    productId: number
    variantId: number
    title: string
    imageUrl: string | null
  }[]
  readonly collections: readonly { id: number; title: string; imageUrl: string | null; size: number | null }[]
}

/** Find how a merchant knows what a gate is about. A title is never a reason to fail a page. */
export async function findSubject(
  ctx: Needs<'shopify'>,
  { subject }: { subject: Subject },
): Promise<FoundSubject> {
  const nothing: FoundSubject = { products: [], variants: [], collections: [] }
  if (subject.kind === 'products')
    return { ...nothing, products: await findProducts(ctx, { ids: subject.ids }) }
  if (subject.kind !== 'variants') return nothing
  const products = await findProducts(ctx, { ids: subject.variants.map(({ productId }) => productId) })
  const byId = new Map(products.map((product) => [product.id, product]))
  return {
    ...nothing,
    variants: subject.variants.flatMap(({ productId, variantId }) => {
      const product = byId.get(productId)
      return product ? [{ productId, variantId, title: product.title, imageUrl: product.imageUrl }] : []
    }),
  }
}
