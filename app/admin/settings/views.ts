import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

/** What a merchant decides for the whole shop, and what Shopify lets it do. */
export type SettingsView = {
  readonly settings: ShopSettings
  readonly enforcement: Enforcement
  readonly holding: HoldingState
}
