import type { Combination } from '../../core/gate/types.ts'
import type { Profile as ProfileRow } from '../generated/client.ts'

/** A combination profile of a shop: `discountId` is the gid of the discount that stands for it, null before it is made. */
export type Profile = {
  readonly profile: number
  readonly combination: Combination
  readonly discountId: string | null
}

/** Read a row of `profile`, which only this folder writes. */
export function parseProfileRow({ profile, combination, discountId }: ProfileRow): Profile {
  return { profile, combination: combination as unknown as Combination, discountId }
}
