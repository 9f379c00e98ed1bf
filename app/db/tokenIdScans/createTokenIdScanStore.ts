import type { TokenIdScanStore } from '../../core/chain/tokenIdScan.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { findScans } from './findScans.ts'
import { saveScans } from './saveScans.ts'

export type CreateTokenIdScanStoreParameters = {
  readonly db: Database
  readonly hashPersonal: (text: string) => string
  /** Unix seconds. */
  readonly now: () => number
}

/** Ninety days after a scan last came further it is dropped: a wallet that comes back later is scanned anew. */
const KEPT_SECONDS = 90 * 86_400

/** Make the store of scans; every hundredth kept one sweeps those that nobody needed for long. */
export function createTokenIdScanStore(parameters: CreateTokenIdScanStoreParameters): TokenIdScanStore {
  const { db, hashPersonal, now } = parameters
  const sweep = createSweep({ db, table: 'token_id_scan' })
  return {
    find: ({ role, pairs }) => findScans({ db, hashPersonal, role, pairs }),
    save: async ({ role, scans }) => {
      await saveScans({ db, hashPersonal, role, scans, expiresAt: now() + KEPT_SECONDS })
      await sweep(now(), scans.length)
    },
  }
}
