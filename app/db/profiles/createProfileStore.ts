import type { Combination, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { chooseProfile } from './chooseProfile.ts'
import { type ClaimProfileParameters, claimProfile } from './claimProfile.ts'
import { findProfile } from './findProfile.ts'
import { findUnused } from './findUnused.ts'
import { listProfiles } from './listProfiles.ts'
import type { Profile } from './parseProfileRow.ts'
import { removeProfile } from './removeProfile.ts'

export type ProfileStore = {
  readonly choose: (parameters: { shopId: ShopId; combination: Combination }) => Promise<number | null>
  readonly find: (parameters: { shopId: ShopId; profile: number }) => Promise<Profile | null>
  readonly list: (parameters: { shopId: ShopId }) => Promise<Profile[]>
  readonly claim: (parameters: Omit<ClaimProfileParameters, 'db'>) => Promise<{ discountId: string }>
  readonly findUnused: (parameters: { shopId: ShopId; at: number }) => Promise<Profile[]>
  readonly remove: (parameters: { shopId: ShopId; profile: number }) => Promise<void>
}

/** Make the profile port. */
export function createProfileStore({ db }: { db: Database }): ProfileStore {
  return {
    choose: (parameters) => chooseProfile({ db, ...parameters }),
    find: (parameters) => findProfile({ db, ...parameters }),
    list: (parameters) => listProfiles({ db, ...parameters }),
    claim: (parameters) => claimProfile({ db, ...parameters }),
    findUnused: (parameters) => findUnused({ db, ...parameters }),
    remove: (parameters) => removeProfile({ db, ...parameters }),
  }
}
