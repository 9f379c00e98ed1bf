import type { Shop } from '../core/gate/shop.ts'

/** One metafield in namespace `$app`, named by its owner (a gid) and key. */
export type MetafieldName = { readonly ownerId: string; readonly key: string }
/**
 * What to make of a metafield. `value` null deletes it. `digest` is what it was when read (null: it was not there):
 * Shopify refuses the write when somebody else changed it meanwhile.
 */
export type MetafieldWrite = MetafieldName & {
  readonly type: string
  readonly value: string | null
  readonly digest: string | null
}
export type FoundMetafield = { readonly value: string; readonly digest: string }

export type ShopifyPort = {
  /** Declare every metafield and metaobject definition that is missing. */
  ensureDefinitions: () => Promise<void>
  /** Whether the discount still exists. */
  findDiscount: (parameters: { discountId: string }) => Promise<{ discountId: string } | null>
  /** Make the automatic app discount of a profile, active from `startsAt` (unix seconds), with its config. */
  createDiscount: (parameters: {
    profile: number
    proofConfig: string
    startsAt: number
  }) => Promise<{ discountId: string }>
  /** Discounts of this app that have the profile in their config, oldest first. */
  findProfileDiscounts: (parameters: { profile: number }) => Promise<string[]>
  deleteDiscount: (parameters: { discountId: string }) => Promise<void>
  /** In the order asked; null where there is none. */
  readMetafields: (names: readonly MetafieldName[]) => Promise<(FoundMetafield | 'owner-gone' | null)[]>
  /**
   * Write all, at most 25 a request. Deletions come last.
   * @throws {ConflictError} ERR_SHOPIFY_STALE when one changed after it was read.
   */
  writeMetafields: (writes: readonly MetafieldWrite[]) => Promise<void>
  /** Create or replace a gate's storefront card; answers its gid. */
  upsertGateCard: (parameters: {
    handle: string
    fields: Readonly<Record<string, string>>
  }) => Promise<{ cardId: string }>
  /** The gids of the cards with these handles, null where there is none. */
  findGateCards: (handles: readonly string[]) => Promise<(string | null)[]>
  /** Who the shop is, as Shopify says. */
  readShop: () => Promise<Omit<Shop, 'allowedDomains'>>
  /** Titles of products for people, in the order asked; null for one that is gone. */
  readProducts: (ids: readonly number[]) => Promise<(ProductSummary | null)[]>
}
export type ProductSummary = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly handle: string
}
