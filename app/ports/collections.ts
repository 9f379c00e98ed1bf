import type { Memberships, SingleVariant } from '../core/gate/memberships.ts'
import type { ShopId } from '../core/gate/types.ts'

/** Which products and single variants are in the collections that gates are about. */
export type CollectionsPort = {
  /** Which gated collections products and their single variants are in, as last seen; what is in none is left out. One statement. */
  find: (parameters: {
    shopId: ShopId
    productIds: readonly number[]
    /** Unix seconds: what they had come into by `from` and not left by `until`, whatever they are in now. */
    seen?: { readonly from: number; readonly until: number }
  }) => Promise<Memberships>
  /** Likewise for variants that are in collections by themselves, by variant. One statement. */
  findOfVariants: (parameters: {
    shopId: ShopId
    variantIds: readonly number[]
  }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
  /** The products of some collections, and those of their single variants, as last seen, each once. */
  products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
  /** The single variants of some collections; or those of some products that are, or lately were, in any gated one. */
  variants: (
    parameters: { shopId: ShopId } & (
      | { collectionIds: readonly number[] }
      | { productIds: readonly number[] }
    ),
  ) => Promise<number[]>
  /**
   * Keep what is in a collection: products whole, variants by themselves. Answers the products of which anything came
   * or went, which are written soon unless `setWritten` is told.
   */
  set: (parameters: {
    shopId: ShopId
    collectionId: number
    productIds: readonly number[]
    variants: readonly SingleVariant[]
  }) => Promise<number[]>
  /** Keep which gated collections a product is in whole, and which of its variants are in one by themselves; answers whether that has changed. */
  setProduct: (parameters: {
    shopId: ShopId
    productId: number
    collectionIds: readonly number[]
    variants: readonly { readonly collectionId: number; readonly variantId: number }[]
  }) => Promise<boolean>
  /** Products that came or went carry what they should now. */
  setWritten: (parameters: { shopId: ShopId; productIds: readonly number[] }) => Promise<void>
}
