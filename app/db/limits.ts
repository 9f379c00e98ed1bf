import type { LimitsPort } from '../ports/limits.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import { claimUnits, type LeaseBook, type LeaseRequest } from './limits/claimUnits.ts'

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

/** Store rate limits in the table `rate_limit`. Once per hundred leased rows, delete windows that ended a while ago. */
export function createLimitsPort(parameters: {
  db: Database
  /** Unix seconds. */
  now: () => number
  /** HMAC-SHA-256 under this server's secret. A key may identify a person, so only its HMAC is stored. */
  hashPersonal: (text: string) => string
}): LimitsPort {
  const { db, now, hashPersonal } = parameters
  const sweep = createSweep({ db, table: 'rate_limit' })
  const book: LeaseBook = new Map()
  const hide = (lease: LeaseRequest): LeaseRequest => ({
    ...lease,
    key: hashPersonal(`limit ${lease.expiresAt} ${lease.key}`),
  })
  const lease = async (leases: readonly LeaseRequest[]): Promise<number[]> => {
    const given = await claimLeases({ db, leases: leases.map(hide) })
    await sweep(now() - KEPT_SECONDS, leases.length)
    return given
  }
  return { take: (counters, ahead = []) => claimUnits({ book, counters, ahead, lease }) }
}

/**
 * Lease units from counters for this process, in one statement; answers the units of each lease, in the order asked.
 * Each lease adds to the counter's count, and only the part of it below `most` is granted.
 */
async function claimLeases(parameters: { db: Database; leases: readonly LeaseRequest[] }): Promise<number[]> {
  const { db, leases } = parameters
  const rows = await db.hot.query('lease_units', LEASE, [
    leases.map((lease) => lease.key),
    leases.map((lease) => lease.expiresAt),
    leases.map((lease) => lease.units),
  ])
  const counts = new Map(rows.map((row) => [`${row.expires_at} ${row.key}`, Number(row.count)]))
  return leases.map(({ key, expiresAt, most, units }) => {
    const count = counts.get(`${expiresAt} ${key}`)
    if (count === undefined) throw new Error('The database did not return a counter that it received.')
    return Math.min(units, Math.max(0, most - (count - units)))
  })
}
