import type { ShopId } from '../../core/gate/types.ts'
import type { GrantRequest } from '../../core/grant/types.ts'
import type { OpenedGrant } from '../../core/redemption/types.ts'
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

/** Orders are settled when Shopify tells of them, days late at worst. */
const KEPT_SECONDS = 30 * 24 * 60 * 60

/** Make the grant port; every hundred grants sweep those that ended a month ago and paid for nothing. */
export function createGrantStore({ db }: { db: Database }): GrantStore {
  const sweep = createSweep({ db, table: 'grant' })
  return {
    open: async (parameters) => {
      const opened = await openGrants({ db, ...parameters })
      if (opened.length > 0) await sweep(parameters.at - KEPT_SECONDS, opened.length)
      return opened
    },
  }
}
