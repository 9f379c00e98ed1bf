import type { LeasedCounter } from '../../core/limit/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { type LeaseRequest, leaseUnits } from './leaseUnits.ts'
import { type LeaseBook, takeUnits } from './takeUnits.ts'

export type CreateLimitStoreParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly now: () => number
  /** HMAC-SHA-256 under this server's secret: how a key that names a person is stored. */
  readonly hashPersonal: (text: string) => string
}

export type LimitStore = {
  readonly take: (
    counters: readonly LeasedCounter[],
    ahead?: readonly LeasedCounter[],
  ) => Promise<LeasedCounter | null>
}

// A server whose clock is behind still counts in windows that have ended here: it must not find them begun anew.
const KEPT_SECONDS = 300

/** Make the limits' port; every hundredth row that is counted on sweeps windows that ended a while ago. */
export function createLimitStore({ db, now, hashPersonal }: CreateLimitStoreParameters): LimitStore {
  const sweep = createSweep({ db, table: 'rate_limit' })
  const book: LeaseBook = new Map()
  const hide = (lease: LeaseRequest): LeaseRequest => ({
    ...lease,
    key: hashPersonal(`limit ${lease.expiresAt} ${lease.key}`),
  })
  return {
    take: (counters, ahead = []) =>
      takeUnits({
        book,
        counters,
        ahead,
        lease: async (leases) => {
          const given = await leaseUnits({ db, leases: leases.map(hide) })
          await sweep(now() - KEPT_SECONDS, leases.length)
          return given
        },
      }),
  }
}
