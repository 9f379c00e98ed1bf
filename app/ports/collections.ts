import type { Memberships, SingleVariant } from '../core/gate/memberships.ts'
import type { ShopId } from '../core/gate/types.ts'

/**
 * The products in the collections that gates name, as Shopify last listed them. A product is in a collection whole, or with
 * single variants.
 */
export type CollectionsPort = {
  /**
   * The collections of some products and of their single variants, in one statement. Products in no collection are left
   * out.
   */
  find: (parameters: {
    shopId: ShopId
    productIds: readonly number[]
    /**
     * Unix seconds. If set, answers memberships that began by `from` and had not ended by `until`; else the current
     * ones.
     */
    seen?: { readonly from: number; readonly until: number }
  }) => Promise<Memberships>
  /**
   * Collections that contain some variants without their products, by variant, in one statement. Variants in no
   * collection are left out.
   */
  findOfVariants: (parameters: {
    shopId: ShopId
    variantIds: readonly number[]
  }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
  /** The products of some collections, and those of their single variants, ascending. */
  products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
  /**
   * The single variants of some collections, or of some products. For products: those that are in any collection, or
   * were within the last two months, because they may still carry its gates. Ascending, one statement.
   */
  variants: (
    parameters: { shopId: ShopId } & (
      | { collectionIds: readonly number[] }
      | { productIds: readonly number[] }
    ),
  ) => Promise<number[]>
  /**
   * Record the complete content of a collection: whole products, and single variants. Answers the products that joined
   * or left, in whole or in part. A job writes their gates two minutes later, unless `setWritten` is called first.
   */
  set: (parameters: {
    shopId: ShopId
    collectionId: number
    productIds: readonly number[]
    variants: readonly SingleVariant[]
  }) => Promise<number[]>
  /**
   * Record every collection that a product is in whole, and those of its single variants; answers whether anything
   * changed.
   */
  setProduct: (parameters: {
    shopId: ShopId
    productId: number
    collectionIds: readonly number[]
    variants: readonly { readonly collectionId: number; readonly variantId: number }[]
  }) => Promise<boolean>
  /** The gates of these products are written: delete the jobs that `set` queued for them. */
  setWritten: (parameters: { shopId: ShopId; productIds: readonly number[] }) => Promise<void>
}
