import type { Combination, ShopId } from '../core/gate/types.ts'

/** Combination profiles and the discount of each. */
export type ProfilesPort = {
  /** The profile of a combination; a new one gets the lowest free number, null when all eight are taken. */
  choose: (parameters: { shopId: ShopId; combination: Combination }) => Promise<number | null>
  /** `discountId` is null before the discount was made. */
  find: (parameters: { shopId: ShopId; profile: number }) => Promise<Profile | null>
  list: (parameters: { shopId: ShopId }) => Promise<Profile[]>
  /**
   * Remember the discount of a profile in the place of `instead`, unless somebody was first; answers the one that
   * stands.
   */
  claim: (parameters: {
    shopId: ShopId
    profile: number
    discountId: string
    instead: string | null
  }) => Promise<{ discountId: string }>
  /** Those that no gate has had for longer than a proof that names them lives; `at` in unix seconds. */
  findUnused: (parameters: { shopId: ShopId; at: number }) => Promise<Profile[]>
  /** Unless a gate has chosen it since. */
  remove: (parameters: { shopId: ShopId; profile: number }) => Promise<void>
}

/** A combination profile of a shop and the discount that stands for it. */
export type Profile = {
  readonly profile: number
  readonly combination: Combination
  readonly discountId: string | null
}
