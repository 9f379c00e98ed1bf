import type { LeasedCounter } from '../core/limit/types.ts'
import type { LimitsPort } from '../ports/limits.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow, HotValue } from './database.ts'
import { type Columns, formatUnnestSql, listColumns } from './formatUnnestSql.ts'
import { claimUnits, claimUnitsWith, createLeaseBook, type LeaseRequest } from './limits/claimUnits.ts'

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

const TAKEN: Columns = { key: 'text', expires_at: 'bigint', units: 'int' }
const ASKED: Columns = { item: 'int', ...TAKEN, need: 'int', most: 'bigint' }

/**
 * Format the parts `asked`, `leased`, `short` and `room` of a statement that also takes units. `room` has the rows of
 * `given` whose claim is `known` and whose leases suffice. `first` is the number of the first placeholder.
 */
export function formatLeaseSql({ first }: { first: number }): string {
  return `asked AS (${formatUnnestSql({ first, as: 'asked', columns: ASKED })}
  ), leased AS (
    INSERT INTO rate_limit AS standing (key, expires_at, count)
    SELECT key, expires_at, units FROM asked ORDER BY expires_at, key
    ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + excluded.count
    RETURNING key, expires_at, count
  ), short AS (
    SELECT asked.item FROM asked JOIN leased USING (key, expires_at)
    WHERE asked.need > 0 AND leased.count - asked.units + asked.need > asked.most
  ), room AS (
    SELECT given.* FROM given JOIN known USING (claim) WHERE given.item NOT IN (SELECT item FROM short)
  )`
}

/** The values of those parts, from the leases of each item. */
export function listLeases(all: readonly (readonly LeaseRequest[])[]): HotValue[] {
  const rows = all.flatMap((leases, item) =>
    leases.map(({ key, expiresAt, units, need, most }) => [item, key, expiresAt, units, need, most]),
  )
  return listColumns(rows, ASKED)
}

/** What a statement that takes units did for one item. */
export type Written = {
  /** The counts after it, of all its items: `<expiresAt> <key>` to units. */
  readonly counts: ReadonlyMap<string, number>
  /** The item's own row; its `is_known` says whether the shop was as known. */
  readonly done: HotRow
}

/** Read the rows of such a statement: those of `leased` have a key, and each item has one row with its number. */
export function readWritten(rows: readonly HotRow[], items: number): Written[] {
  const counts = readCounts(rows.filter(({ key }) => key !== null))
  const done: HotRow[] = []
  for (const row of rows) if (row.key === null) done[Number(row.item)] = row
  return Array.from({ length: items }, (_, item) => {
    const own = done[item]
    if (!own) throw new Error('The database did not answer an item that it received.')
    return { counts, done: own }
  })
}

export type Leases = LimitsPort & {
  /**
   * Take units of all counters in the statement that does what they are for. Answers what it did, or a counter with too
   * few units left: then the statement did nothing but lease.
   */
  readonly run: (parameters: {
    readonly counters: readonly LeasedCounter[]
    readonly ahead: readonly LeasedCounter[]
    readonly send: (leases: readonly LeaseRequest[]) => Promise<Written>
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
  const book = createLeaseBook()
  const hide = (lease: LeaseRequest): LeaseRequest => ({
    ...lease,
    key: hashPersonal(`limit ${lease.expiresAt} ${lease.key}`),
  })
  const lease = async (leases: readonly LeaseRequest[]): Promise<number[]> => {
    const hidden = leases.map(hide)
    const taken = hidden.map(({ key, expiresAt, units }) => [key, expiresAt, units])
    const counts = readCounts(await db.hot.query('lease_units', LEASE, listColumns(taken, TAKEN)))
    await sweep(now() - KEPT_SECONDS, leases.length)
    return countGiven(hidden, counts)
  }
  return {
    take: (counters, ahead = []) => claimUnits({ book, counters, ahead, lease }),
    run: async ({ counters, ahead, send }) => {
      const claimed = await claimUnitsWith({
        ...{ book, counters, ahead },
        work: async (leases) => {
          const hidden = leases.map(hide)
          const { counts, done } = await send(hidden)
          return { given: countGiven(hidden, counts), isTaken: done.is_known === true, done }
        },
      })
      if ('done' in claimed && claimed.leased > 0) await sweep(now() - KEPT_SECONDS, claimed.leased)
      return claimed
    },
  }
}

function readCounts(rows: readonly HotRow[]): Map<string, number> {
  return new Map(rows.map((row) => [`${row.expires_at} ${row.key}`, Number(row.count)]))
}

/** Each lease adds to the counter's count, and only the part of it below `most` is granted. */
function countGiven(leases: readonly LeaseRequest[], counts: Written['counts']): number[] {
  return leases.map(({ key, expiresAt, most, units }) => {
    const count = counts.get(`${expiresAt} ${key}`)
    if (count === undefined) throw new Error('The database did not return a counter that it received.')
    return Math.min(units, Math.max(0, most - (count - units)))
  })
}
