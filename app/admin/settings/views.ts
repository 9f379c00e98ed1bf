import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'

/** What a merchant decides for the whole shop, and what Shopify lets it do. */
export type SettingsView = { readonly settings: ShopSettings; readonly enforcement: Enforcement }
