import { platformOf } from '../../core/gate/platform.ts'
import type { Enforcement, Shop, ShopSettings } from '../../core/gate/shop.ts'
import { describeStoreEnforcement, type StoreEnforcement } from '../enforcement/describeStoreEnforcement.ts'
import { formatTimeZone } from '../formatInstant.ts'
import type { HoldingView } from '../holding/views.ts'

/** Data of the shop for a gate's page. */
export type EditorShop = {
  readonly myshopifyDomain: string
  readonly currencyCode: string
  /** Display text: `Berlin time`. */
  readonly timeZone: string
  readonly ianaTimezone: string
  /** When the page was loaded, in Unix seconds. */
  readonly now: number
  readonly settings: ShopSettings
  readonly enforcement: Enforcement
  readonly holding: HoldingView
  /** What enforces gates on another platform than Shopify; absent on Shopify. */
  readonly store?: StoreEnforcement
}

/** Build the data of the shop for a gate's page. `now` is in Unix seconds. */
export function formatEditorShop({
  shop: { myshopifyDomain, currencyCode, ianaTimezone, settings, enforcement },
  now,
  holding,
}: {
  shop: Shop
  now: number
  holding: HoldingView
}): EditorShop {
  return {
    myshopifyDomain,
    currencyCode,
    timeZone: formatTimeZone(ianaTimezone),
    ianaTimezone,
    now,
    settings,
    enforcement,
    holding,
    ...(platformOf(myshopifyDomain) === 'bigcommerce' && { store: describeStoreEnforcement(settings) }),
  }
}
