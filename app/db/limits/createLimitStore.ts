import type { LeasedCounter, LimitCounters } from '../../core/limit/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { countRequest } from './countRequest.ts'
import { leaseUnits } from './leaseUnits.ts'
import { type LeaseBook, takeUnits } from './takeUnits.ts'

export type CreateLimitStoreParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly now: () => number
}

export type LimitStore = {
  readonly count: (counters: LimitCounters) => Promise<ReadonlyMap<string, number>>
  readonly take: (counters: readonly LeasedCounter[]) => Promise<LeasedCounter | null>
}

// A server whose clock is behind still counts in windows that have ended here: it must not find them begun anew.
const KEPT_SECONDS = 300

/** Make the limits' port; every hundredth row that is counted on sweeps windows that ended a while ago. */
export function createLimitStore({ db, now }: CreateLimitStoreParameters): LimitStore {
  const sweep = createSweep({ db, table: 'rate_limit' })
  const book: LeaseBook = new Map()
  return {
    count: async (counters) => {
      const counts = await countRequest({ db, ...counters })
      await sweep(now() - KEPT_SECONDS)
      return counts
    },
    take: (counters) =>
      takeUnits({
        book,
        counters,
        lease: async (leases) => {
          const given = await leaseUnits({ db, leases })
          await sweep(now() - KEPT_SECONDS, leases.length)
          return given
        },
      }),
  }
}
