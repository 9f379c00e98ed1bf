import type { Knobs } from './knobs.ts'
import { createShop, nextId, type StandinShop, type StandinState } from './state.ts'

/** Initial data of a shop. Absent ids are generated; prices are decimal text in the shop's currency. */
export type ShopSeed = {
  id: number
  name: string
  myshopifyDomain: string
  currencyCode?: string
  ianaTimezone?: string
  locale?: string
  products: ProductSeed[]
  collections?: CollectionSeed[]
  customers?: { id: number; email: string; firstName: string; lastName: string }[]
  shippingRate?: string
  knobs?: Partial<Knobs>
}

export type CollectionSeed = {
  id: number
  title: string
  handle: string
  productIds: number[]
  variantIds?: number[]
  image?: string | null
}

export type ProductSeed = {
  id: number
  title: string
  handle: string
  descriptionHtml?: string
  vendor?: string
  productType?: string
  tags?: string[]
  isGiftCard?: boolean
  isOnline?: boolean
  isBundle?: boolean
  image?: string | null
  variants: VariantSeed[]
  sellingPlans?: { id: number; name: string }[]
}

export type VariantSeed = {
  id?: number
  title?: string
  price: string
  compareAtPrice?: string | null
  sku?: string
  available?: boolean
  requiresShipping?: boolean
}

export type SeedShopParameters = { state: StandinState; seed: ShopSeed; storefrontOrigin: string }

/** Adds a seeded shop to the state. */
export function seedShop(parameters: SeedShopParameters): StandinShop {
  const { state, storefrontOrigin } = parameters
  // A copy, because the shop changes its products and several shops may have one seed.
  const seed = structuredClone(parameters.seed)
  return createShop({
    state,
    id: seed.id,
    name: seed.name,
    myshopifyDomain: seed.myshopifyDomain,
    storefrontOrigin,
    currencyCode: seed.currencyCode,
    ianaTimezone: seed.ianaTimezone,
    locale: seed.locale,
    shippingRate: seed.shippingRate,
    knobs: seed.knobs,
    customers: seed.customers,
    collections: seed.collections?.map((collection) => ({
      ...collection,
      variantIds: collection.variantIds ?? [],
      image: collection.image ?? null,
      updatedAt: '2026-11-25T00:00:00Z',
    })),
    products: seed.products.map((product) => ({
      id: product.id,
      title: product.title,
      handle: product.handle,
      descriptionHtml: product.descriptionHtml ?? '',
      vendor: product.vendor ?? seed.name,
      productType: product.productType ?? '',
      tags: product.tags ?? [],
      isGiftCard: product.isGiftCard ?? false,
      isOnline: product.isOnline ?? true,
      isBundle: product.isBundle ?? false,
      image: product.image ?? null,
      variants: product.variants.map((variant) => ({
        id: variant.id ?? nextId(),
        title: variant.title ?? 'Default Title',
        price: variant.price,
        compareAtPrice: variant.compareAtPrice ?? null,
        sku: variant.sku ?? '',
        available: variant.available ?? true,
        requiresShipping: variant.requiresShipping ?? !product.isGiftCard,
      })),
      sellingPlans: product.sellingPlans ?? [],
    })),
  })
}
