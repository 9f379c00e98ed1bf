import type { TaggingState } from '../../core/customer/tagging.ts'
import type { ExclusiveProduct, Leaving } from '../../core/gate/closing.ts'
import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { DataRequest } from '../../core/privacy/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

/** Settings of a shop, what Shopify lets it enforce and hold, and its customers' data requests. */
export type SettingsView = {
  /** Whether it is a store of BigCommerce, which has less to choose. */
  readonly isStore: boolean
  readonly settings: ShopSettings
  readonly enforcement: Enforcement
  readonly holding: HoldingState
  /** Whether Shopify lets the app tag customers. */
  readonly tagging: TaggingState
  /** Whether anybody may look up the uses of one of the shop's gates. */
  readonly showsUses: boolean
  readonly dataRequests: { readonly requests: readonly DataRequest[]; readonly next: number | null }
  /** The exclusive products, loaded later; null if Shopify did not answer. */
  readonly leaving: Promise<Leaving | null>
}

/** Exclusive products that were made drafts, as they were, and why others were not; or how many were opened again. */
export type ClosedProducts =
  | {
      readonly kind: 'closed'
      readonly products: readonly ExclusiveProduct[]
      readonly failure: string | null
    }
  | {
      readonly kind: 'opened'
      readonly count: number
      /** Ids of the products that are still drafts. */
      readonly left: readonly number[]
      readonly failure: string | null
    }
