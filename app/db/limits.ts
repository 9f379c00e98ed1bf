import type { LeasedCounter } from '../core/limit/types.ts'
import type { LimitsPort } from '../ports/limits.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow, HotValue } from './database.ts'
import { claimUnits, claimUnitsWith, type LeaseBook, type LeaseRequest } from './limits/claimUnits.ts'

/**
 * The clock of another server may be behind. Keep a window this long after its end, in case that server still counts in
 * it.
 */
const KEPT_SECONDS = 300

// Every call locks its rows in the same order, so that no two calls deadlock.
const LEASE = `INSERT INTO rate_limit AS standing (key, expires_at, count)
  SELECT asked.key, asked.expires_at, asked.units
  FROM unnest($1::text[], $2::bigint[], $3::int[]) AS asked(key, expires_at, units)
  ORDER BY asked.expires_at, asked.key
  ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + excluded.count
  RETURNING key, expires_at, count`

/**
 * Format the parts `asked`, `leased` and `room` of a statement that also takes units. `room` has one row if `known` has
 * one and the leases suffice for the caller. `first` is the number of the first of five placeholders.
 */
export function formatLeaseSql({ first }: { first: number }): string {
  const [keys, ends, units, needs, mosts] = [0, 1, 2, 3, 4].map((i) => `$${first + i}`)
  return `asked AS (
    SELECT * FROM unnest(${keys}::text[], ${ends}::bigint[], ${units}::int[], ${needs}::int[], ${mosts}::bigint[])
      AS asked (key, expires_at, units, need, most)
  ), leased AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count)
    SELECT key, expires_at, units FROM asked ORDER BY expires_at, key
    ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + excluded.count
    RETURNING key, expires_at, count
  ), room AS (
    SELECT true AS has_room FROM known WHERE NOT EXISTS (
      SELECT 1 FROM leased JOIN asked USING (key, expires_at)
      WHERE asked.need > 0 AND leased.count - asked.units + asked.need > asked.most)
  )`
}

export type Leases = LimitsPort & {
  /**
   * Take units of all counters in the statement that does what they are for. `send` gets the values of `formatLeaseSql`
   * and answers the rows of `leased`, and last a row without a key: its `is_known` says whether `known` had a row, and it
   * is returned. Answers a counter with too few units left instead: then the statement did nothing but lease.
   */
  readonly run: (parameters: {
    readonly counters: readonly LeasedCounter[]
    readonly ahead: readonly LeasedCounter[]
    readonly send: (values: readonly HotValue[]) => Promise<readonly HotRow[]>
  }) => Promise<{ readonly short: LeasedCounter } | { readonly done: HotRow }>
}

/**
 * Store rate limits in the table `rate_limit`. Once per hundred leased rows, delete windows that ended a while ago. All
 * leases of a process are in one book.
 */
export function createLeases(parameters: {
  db: Database
  /** Unix seconds. */
  now: () => number
  /** HMAC-SHA-256 under this server's secret. A key may identify a person, so only its HMAC is stored. */
  hashPersonal: (text: string) => string
}): Leases {
  const { db, now, hashPersonal } = parameters
  const sweep = createSweep({ db, table: 'rate_limit' })
  const book: LeaseBook = new Map()
  const hide = (lease: LeaseRequest): LeaseRequest => ({
    ...lease,
    key: hashPersonal(`limit ${lease.expiresAt} ${lease.key}`),
  })
  const lease = async (leases: readonly LeaseRequest[]): Promise<number[]> => {
    const hidden = leases.map(hide)
    const given = countGiven(hidden, await db.hot.query('lease_units', LEASE, listValues(hidden).slice(0, 3)))
    await sweep(now() - KEPT_SECONDS, leases.length)
    return given
  }
  return {
    take: (counters, ahead = []) => claimUnits({ book, counters, ahead, lease }),
    run: async ({ counters, ahead, send }) => {
      const claimed = await claimUnitsWith({
        ...{ book, counters, ahead },
        work: async (leases) => {
          const hidden = leases.map(hide)
          const rows = await send(listValues(hidden))
          const done = rows.at(-1)
          if (!done) throw new Error('The statement did not return its last row.')
          const isTaken = done.is_known === true
          return { given: countGiven(hidden, rows.slice(0, -1)), isTaken, done }
        },
      })
      if ('done' in claimed && claimed.leased > 0) await sweep(now() - KEPT_SECONDS, claimed.leased)
      return claimed
    },
  }
}

function listValues(leases: readonly LeaseRequest[]): HotValue[] {
  return [
    leases.map((one) => one.key),
    leases.map((one) => one.expiresAt),
    leases.map((one) => one.units),
    leases.map((one) => one.need),
    leases.map((one) => one.most),
  ]
}

/** Each lease adds to the counter's count, and only the part of it below `most` is granted. */
function countGiven(leases: readonly LeaseRequest[], rows: readonly HotRow[]): number[] {
  const counts = new Map(rows.map((row) => [`${row.expires_at} ${row.key}`, Number(row.count)]))
  return leases.map(({ key, expiresAt, most, units }) => {
    const count = counts.get(`${expiresAt} ${key}`)
    if (count === undefined) throw new Error('The database did not return a counter that it received.')
    return Math.min(units, Math.max(0, most - (count - units)))
  })
}
