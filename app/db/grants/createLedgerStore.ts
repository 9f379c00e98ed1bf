import type { GrantRow, LedgerOrder, LedgerVerdict } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import { type FindGrantsParameters, findGrants } from './findGrants.ts'
import { settleGrants } from './settleGrants.ts'

export type LedgerStore = {
  readonly settle: (order: LedgerOrder) => Promise<LedgerVerdict>
  readonly findGrants: (parameters: Omit<FindGrantsParameters, 'db'>) => Promise<GrantRow[]>
}

/** Make the port through which orders are settled. */
export function createLedgerStore({ db }: { db: Database }): LedgerStore {
  return {
    settle: (order) => settleGrants({ db, ...order }),
    findGrants: (parameters) => findGrants({ db, ...parameters }),
  }
}
