import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { DataRequest } from '../../core/privacy/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

/** What a merchant decides for the whole shop, what Shopify lets it do, and which customers ask for their data. */
export type SettingsView = {
  readonly settings: ShopSettings
  readonly enforcement: Enforcement
  readonly holding: HoldingState
  readonly dataRequests: readonly DataRequest[]
}
