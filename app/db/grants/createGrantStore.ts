import type { ShopId } from '../../core/gate/types.ts'
import type { GrantRequest } from '../../core/grant/types.ts'
import type { Database } from '../database.ts'
import { openGrants } from './openGrants.ts'

export type GrantStore = {
  readonly open: (parameters: {
    shopId: ShopId
    visitId: string
    grants: readonly GrantRequest[]
    at: number
  }) => Promise<string[]>
}

/** Make the grant port. */
export function createGrantStore({ db }: { db: Database }): GrantStore {
  return { open: (parameters) => openGrants({ db, ...parameters }) }
}
