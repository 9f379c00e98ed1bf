import type { Subject } from '../../core/gate/types.ts'
import type { ProductSummary } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { findProducts } from './findProducts.ts'
import { readOrNothing } from './readOrNothing.ts'

/** Titles and pictures of a subject. Items that Shopify does not return are left out. */
export type FoundSubject = {
  readonly products: readonly ProductSummary[]
  readonly variants: readonly {
    readonly productId: number
    readonly variantId: number
    readonly title: string
    readonly imageUrl: string | null
    /** The product's page with this variant; null if it is not in the online store. */
    readonly storeUrl: string | null
  }[]
  readonly collections: readonly {
    readonly id: number
    readonly title: string
    readonly imageUrl: string | null
    /** How many products are in it. */
    readonly size: number
  }[]
}

/** Load the titles and pictures of a gate's subject. A failure leaves them out: a title must not fail the page. */
export async function findSubject(
  ctx: Needs<'log' | 'shopify'>,
  { subject }: { subject: Subject },
): Promise<FoundSubject> {
  const nothing: FoundSubject = { products: [], variants: [], collections: [] }
  switch (subject.kind) {
    case 'products':
      return { ...nothing, products: await findProducts(ctx, { ids: subject.ids }) }
    case 'variants':
      return {
        ...nothing,
        variants: await findVariants(
          ctx,
          subject.variants.map((one) => one.variantId),
        ),
      }
    case 'collections':
      return { ...nothing, collections: await findCollections(ctx, subject.ids) }
    case 'all':
      return nothing
  }
}

async function findVariants(
  ctx: Needs<'log' | 'shopify'>,
  ids: readonly number[],
): Promise<FoundSubject['variants']> {
  const found = await readOrNothing(ctx, { what: 'variants', read: () => ctx.shopify.readVariants(ids) })
  return found.map(({ id, title, product }) => ({
    productId: product.id,
    variantId: id,
    title: title === NO_VARIANTS ? product.title : `${product.title} - ${title}`,
    imageUrl: product.imageUrl,
    storeUrl: product.storeUrl && `${product.storeUrl}?variant=${id}`,
  }))
}

/** Shopify's title for the only variant of a product without variants. */
const NO_VARIANTS = 'Default Title'

async function findCollections(
  ctx: Needs<'log' | 'shopify'>,
  ids: readonly number[],
): Promise<FoundSubject['collections']> {
  const found = await readOrNothing(ctx, {
    what: 'collections',
    read: () => ctx.shopify.readCollections(ids),
  })
  return found.map(({ productsCount, ...collection }) => ({ ...collection, size: productsCount }))
}
