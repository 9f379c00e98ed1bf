import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { findProfile } from './findProfile.ts'
import { saveProfile } from './saveProfile.ts'

export type ProfileStore = {
  readonly find: (parameters: { shopId: ShopId; profile: number }) => Promise<{ discountId: string } | null>
  readonly save: (parameters: { shopId: ShopId; profile: number; discountId: string }) => Promise<void>
}

/** Make the profile port. */
export function createProfileStore({ db }: { db: Database }): ProfileStore {
  return {
    find: (parameters) => findProfile({ db, ...parameters }),
    save: (parameters) => saveProfile({ db, ...parameters }),
  }
}
