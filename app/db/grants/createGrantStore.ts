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

/** Shopify tells of orders, and is asked for them, for sixty days. */
const KEPT_SECONDS = 61 * 24 * 60 * 60

/** Make the grant port; every hundred grants sweep those that ended two months ago and paid for nothing. */
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
