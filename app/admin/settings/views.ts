import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { DataRequest } from '../../core/privacy/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

/** Settings of a shop, what Shopify lets it enforce and hold, and its customers' data requests. */
export type SettingsView = {
  readonly settings: ShopSettings
  readonly enforcement: Enforcement
  readonly holding: HoldingState
  readonly dataRequests: readonly DataRequest[]
}
