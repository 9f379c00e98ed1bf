import type { Combination, ShopId } from '../core/gate/types.ts'
import type { Profile } from '../core/publication/types.ts'

/**
 * Combination profiles: with which other discounts a gate's discount combines. Each profile has one discount at
 * Shopify.
 */
export type ProfilesPort = {
  /** The profile of a combination; a new one gets the lowest free number. Null if all eight are in use. */
  choose: (parameters: { shopId: ShopId; combination: Combination }) => Promise<number | null>
  find: (parameters: { shopId: ShopId; profile: number }) => Promise<Profile | null>
  /** By number. */
  list: (parameters: { shopId: ShopId }) => Promise<Profile[]>
  /** Record the discount of a profile in place of `instead`; answers another caller's discount if that was first. */
  claim: (parameters: {
    shopId: ShopId
    profile: number
    discountId: string
    /** The discount that no longer exists; null if there was none. */
    instead: string | null
  }) => Promise<{ discountId: string }>
  /**
   * Profiles that no gate has used for longer than a proof with them is valid. Call it regularly: each call records the
   * profiles that are unused at `at`, in unix seconds.
   */
  findUnused: (parameters: { shopId: ShopId; at: number }) => Promise<Profile[]>
  /** Delete a profile, unless a gate has chosen it since it was found unused. */
  remove: (parameters: { shopId: ShopId; profile: number }) => Promise<void>
}
