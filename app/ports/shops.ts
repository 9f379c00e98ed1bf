import type { Enforcement, RefusedIdentity, Shop, ShopIdentity, ShopSettings } from '../core/gate/shop.ts'
import type { ShopId } from '../core/gate/types.ts'

/** Shops that installed the app. */
export type ShopsPort = {
  /** @throws {NotFoundError} ERR_SHOP_NOT_FOUND when the shop is unknown or has uninstalled. */
  load: (myshopifyDomain: string) => Promise<Shop>
  /** Insert or refresh a shop, its project and (first time) its proof root and first epoch; clears `uninstalledAt`. */
  save: (
    shop: ShopIdentity & {
      readonly refused: RefusedIdentity
      readonly domains: readonly string[]
      readonly savedAt: number
    },
  ) => Promise<void>
  /**
   * Forget sessions and discounts, mark the shop as uninstalled and its gates as pending. Nothing for unknown shops,
   * nor for one that was saved after `at`.
   */
  uninstall: (parameters: { shopId: ShopId; at: number; pendingReason: string }) => Promise<void>
  /** Remember the shop's validation in the place of `instead`, unless somebody was first; answers what stands. */
  claimValidation: (parameters: {
    shopId: ShopId
    validationId: string
    instead: string | null
  }) => Promise<string>
  /** Write down what a merchant decided, or what was seen of a shop; what is not given stays. */
  set: (parameters: {
    shopId: ShopId
    settings?: ShopSettings
    enforcement?: Partial<Enforcement>
  }) => Promise<void>
}
