import type { Database } from './database.ts'

/** The tables whose rows expire: their end, and the condition (on an index) for rows that have expired at $1. */
const tables = {
  nonce: { end: 'expires_at', where: 'expires_at <= $1' },
  visit: { end: 'expires_at', where: 'expires_at <= $1' },
  rate_limit: { end: 'expires_at', where: 'expires_at <= $1' },
  project_nonce: { end: 'expires_at', where: 'expires_at <= $1' },
  oauth_code: { end: 'expires_at', where: 'expires_at <= $1' },
  gate_request: { end: 'expires_at', where: 'expires_at <= $1' },
  revoked_token: { end: 'expires_at', where: 'expires_at <= $1' },
  token_id_scan: { end: 'expires_at', where: 'expires_at <= $1' },
  collection_stay: { end: 'left_at', where: 'left_at <= $1' },
  unlock_event: { end: 'at', where: 'at <= $1' },
  gate_holder: {
    end: 'last_on',
    where: "last_on < to_char(to_timestamp($1::bigint), 'YYYY-MM-DD')",
  },
  counter_check: { end: 'checked_at', where: 'charged_at IS NULL AND checked_at <= $1' },
  fault_count: { end: 'hour', where: 'hour <= $1' },
  grant: { end: 'ends_at', where: "state IN ('open', 'closed') AND ends_at <= $1" },
} as const

const ROWS_PER_SWEEP = 100

/**
 * Make the sweep of a table. Call it with the current unix second whenever rows are added. The first call deletes
 * expired rows, at most a thousand; then one call per hundred rows does. It never rejects: what the caller stored is
 * stored, also if old rows cannot be deleted just now.
 */
export function createSweep(parameters: {
  db: Database
  table: keyof typeof tables
}): (now: number, rows?: number) => Promise<void> {
  const { db, table } = parameters
  const { end, where } = tables[table]
  // Skips rows that another sweep or a `consume` has locked, so that no two statements deadlock. By their place: a join
  // with a thousand keys reads the whole table.
  const sql = `DELETE FROM "${table}" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "${table}" WHERE ${where} ORDER BY ${end} LIMIT 1000 FOR UPDATE SKIP LOCKED))`
  let rowsLeft = 0
  return async (now, rows = 1) => {
    const isDue = rowsLeft <= 0
    rowsLeft = (isDue ? ROWS_PER_SWEEP : rowsLeft) - rows
    if (isDue) await db.hot.query(`sweep_${table}`, sql, [now]).catch(() => undefined)
  }
}
