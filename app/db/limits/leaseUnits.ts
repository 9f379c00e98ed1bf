import type { Database } from '../database.ts'

/** Units asked for on one counter. */
export type LeaseRequest = {
  readonly key: string
  readonly expiresAt: number
  readonly most: number
  readonly units: number
}

export type LeaseUnitsParameters = { readonly db: Database; readonly leases: readonly LeaseRequest[] }

// Every call locks its rows in the same order, so that no two calls can wait for each other.
const SQL = `INSERT INTO rate_limit AS standing (key, expires_at, count)
  SELECT asked.key, asked.expires_at, asked.units
  FROM unnest($1::text[], $2::bigint[], $3::int[]) AS asked(key, expires_at, units)
  ORDER BY asked.expires_at, asked.key
  ON CONFLICT (expires_at, key) DO UPDATE SET count = standing.count + excluded.count
  RETURNING key, expires_at, count`

/**
 * Take units from counters for this process, in one statement; answers how many each was given, in the order asked.
 *
 * Leases of one counter lie end to end in its count, and only what lies up to its `most` is given.
 */
export async function leaseUnits({ db, leases }: LeaseUnitsParameters): Promise<number[]> {
  const rows = await db.hot.query('lease_units', SQL, [
    leases.map((lease) => lease.key),
    leases.map((lease) => lease.expiresAt),
    leases.map((lease) => lease.units),
  ])
  const counts = new Map(rows.map((row) => [`${row.expires_at} ${row.key}`, Number(row.count)]))
  return leases.map(({ key, expiresAt, most, units }) => {
    const count = counts.get(`${expiresAt} ${key}`)
    if (count === undefined) throw new Error('The database did not answer with a counter it was given.')
    return Math.min(units, Math.max(0, most - (count - units)))
  })
}
