import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { type ClaimProfileParameters, claimProfile } from './claimProfile.ts'
import { findProfile } from './findProfile.ts'
import { listProfiles } from './listProfiles.ts'

export type ProfileStore = {
  readonly find: (parameters: { shopId: ShopId; profile: number }) => Promise<{ discountId: string } | null>
  readonly list: (parameters: { shopId: ShopId }) => Promise<{ profile: number; discountId: string }[]>
  readonly claim: (parameters: Omit<ClaimProfileParameters, 'db'>) => Promise<{ discountId: string }>
}

/** Make the profile port. */
export function createProfileStore({ db }: { db: Database }): ProfileStore {
  return {
    find: (parameters) => findProfile({ db, ...parameters }),
    list: (parameters) => listProfiles({ db, ...parameters }),
    claim: (parameters) => claimProfile({ db, ...parameters }),
  }
}
