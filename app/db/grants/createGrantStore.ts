import type { ShopId } from '../../core/gate/types.ts'
import type { GrantRequest } from '../../core/grant/types.ts'
import type { OpenedGrant } from '../../core/redemption/types.ts'
import { TOLD_SECONDS } from '../../core/settlement/margins.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { openGrants } from './openGrants.ts'

export type GrantStore = {
  readonly open: (parameters: {
    shopId: ShopId
    visitId: string
    grants: readonly GrantRequest[]
    at: number
  }) => Promise<OpenedGrant[]>
}

/** Make the grant port; every hundred grants sweep those that ended two months ago and paid for nothing. */
export function createGrantStore({ db }: { db: Database }): GrantStore {
  const sweep = createSweep({ db, table: 'grant' })
  return {
    open: async (parameters) => {
      const opened = await openGrants({ db, ...parameters })
      if (opened.length > 0) await sweep(parameters.at - TOLD_SECONDS, opened.length)
      return opened
    },
  }
}
