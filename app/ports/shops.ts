import type { Enforcement, RefusedIdentity, Shop, ShopIdentity, ShopSettings } from '../core/gate/shop.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { Known } from '../core/known.ts'

/** Shops that installed the app. Instants are unix seconds. */
export type ShopsPort = {
  /** @throws {NotFoundError} ERR_SHOP_NOT_FOUND if the shop is unknown or has uninstalled */
  load: (myshopifyDomain: string) => Promise<Shop>
  /**
   * The shop as this process remembers it, at most a minute old, else as `load`. Pass it to the port that writes what
   * depends on it.
   */
  loadKnown: (myshopifyDomain: string) => Promise<Known<Shop>>
  /** Domains of the shops that have the app, in alphabetical order. */
  listInstalled: () => Promise<string[]>
  /**
   * Insert or update a shop that has the app; the first time it gets its proof root and first epoch. A
   * changed time zone starts a new epoch and ends the others, because proofs state their end on the shop's clock. No effect
   * if a later `savedAt` was saved already.
   */
  save: (
    shop: ShopIdentity & {
      readonly refused: RefusedIdentity
      /** The storefront's domains. */
      readonly domains: readonly string[]
      /** When Shopify reported this. */
      readonly savedAt: number
    },
  ) => Promise<void>
  /**
   * Mark a shop as uninstalled at `at` and delete its sessions. Its gates stay for a return, unpublished with
   * `pendingReason`, and its products count as open to everybody until then. No effect on an unknown shop, or one that was
   * saved after `at`.
   */
  uninstall: (parameters: { shopId: ShopId; at: number; pendingReason: string }) => Promise<void>
  /** Record the shop's validation in place of `instead`; answers another caller's validation if that was first. */
  claimValidation: (parameters: {
    shopId: ShopId
    validationId: string
    /** The validation that no longer exists; null if there was none. */
    instead: string | null
  }) => Promise<string>
  /** Record a merchant's settings, or what was observed of a shop. Fields that are left out stay. */
  set: (parameters: {
    shopId: ShopId
    settings?: ShopSettings
    enforcement?: Partial<Enforcement>
  }) => Promise<void>
}
