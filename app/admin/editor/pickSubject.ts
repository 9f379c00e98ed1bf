import type { ShopifyGlobal } from '@shopify/app-bridge-react'
import { MAX_COLLECTIONS, MAX_PRODUCTS } from '../../core/gate/draftTerms.ts'
import type { CollectionView, ProductView, VariantView } from '../views.ts'

type Pick<View> = { readonly shopify: ShopifyGlobal; readonly selected: readonly View[] }

/** Let the merchant choose products in Shopify's own picker. Null if it is closed without a choice. */
export async function chooseProducts({
  shopify,
  selected,
}: Pick<ProductView>): Promise<ProductView[] | null> {
  const picked = await shopify.resourcePicker({
    type: 'product',
    action: 'select',
    multiple: MAX_PRODUCTS,
    filter: { variants: false },
    selectionIds: selected.map(({ id }) => ({ id: `gid://shopify/Product/${id}` })),
  })
  if (!picked) return null
  const before = new Map(selected.map((product) => [product.id, product.imageUrl]))
  return picked.map(({ id: gid, title, images }) => {
    const id = readId(gid)
    return { id, title, imageUrl: images[0]?.originalSrc ?? before.get(id) ?? null }
  })
}

/**
 * Let the merchant choose variants. The picker returns no product picture, and the product's title only in
 * `displayName`.
 */
export async function chooseVariants({
  shopify,
  selected,
}: Pick<VariantView>): Promise<VariantView[] | null> {
  const picked = await shopify.resourcePicker({
    type: 'variant',
    action: 'select',
    multiple: MAX_PRODUCTS,
    selectionIds: selected.map(({ variantId }) => ({ id: `gid://shopify/ProductVariant/${variantId}` })),
  })
  if (!picked) return null
  const before = new Map(selected.map((variant) => [variant.variantId, variant]))
  return picked.flatMap((variant) => {
    const variantId = readId(variant.id ?? '')
    const productId = readId(variant.product?.id ?? '') || before.get(variantId)?.productId
    if (!variantId || !productId) return []
    return {
      productId,
      variantId,
      title: findVariantTitle(variant.displayName) ?? before.get(variantId)?.title ?? `Variant ${variantId}`,
      imageUrl: variant.image?.originalSrc ?? before.get(variantId)?.imageUrl ?? null,
    }
  })
}

/** Let the merchant choose collections. */
export async function chooseCollections({
  shopify,
  selected,
}: Pick<CollectionView>): Promise<CollectionView[] | null> {
  const picked = await shopify.resourcePicker({
    type: 'collection',
    action: 'select',
    multiple: MAX_COLLECTIONS,
    selectionIds: selected.map(({ id }) => ({ id: `gid://shopify/Collection/${id}` })),
  })
  if (!picked) return null
  const before = new Map(selected.map((collection) => [collection.id, collection]))
  return picked.map(({ id: gid, title, image, productsCount }) => {
    const id = readId(gid)
    return {
      id,
      title,
      imageUrl: image?.originalSrc ?? before.get(id)?.imageUrl ?? null,
      size: productsCount ?? before.get(id)?.size ?? null,
    }
  })
}

/** A product without variants has one variant named "Default Title", a name that nobody uses. */
function findVariantTitle(displayName: string | undefined): string | undefined {
  return displayName?.replace(/ - Default Title$/, '')
}

function readId(gid: string): number {
  return Number(gid.slice(gid.lastIndexOf('/') + 1))
}
