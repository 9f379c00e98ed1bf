import type { Database } from './database.ts'

/** The tables whose rows expire: the row's key, and the condition (on an index) for rows that have expired at $1. */
const tables = {
  nonce: { key: 'value', end: 'expires_at', where: 'expires_at <= $1' },
  visit: { key: 'id', end: 'expires_at', where: 'expires_at <= $1' },
  rate_limit: { key: 'expires_at, key', end: 'expires_at', where: 'expires_at <= $1' },
  project_nonce: {
    key: 'project_id, family, wallet_address, place',
    end: 'expires_at',
    where: 'expires_at <= $1',
  },
  oauth_code: { key: 'hash', end: 'expires_at', where: 'expires_at <= $1' },
  gate_request: { key: 'project_id, key', end: 'expires_at', where: 'expires_at <= $1' },
  revoked_token: { key: 'tid', end: 'expires_at', where: 'expires_at <= $1' },
  token_id_scan: { key: 'key', end: 'expires_at', where: 'expires_at <= $1' },
  collection_stay: {
    key: 'shop_id, product_id, collection_id, variant_id, left_at',
    end: 'left_at',
    where: 'left_at <= $1',
  },
  unlock_event: { key: 'id', end: 'at', where: 'at <= $1' },
  gate_holder: {
    key: 'shop_id, gate, fingerprint',
    end: 'last_on',
    where: "last_on < to_char(to_timestamp($1::bigint), 'YYYY-MM-DD')",
  },
  fault_count: { key: 'shop_id, hour, code', end: 'hour', where: 'hour <= $1' },
  grant: { key: 'id', end: 'ends_at', where: "state IN ('open', 'closed') AND ends_at <= $1" },
} as const

const ROWS_PER_SWEEP = 100

/**
 * Make the sweep of a table. Call it with the current unix second whenever rows are added. The first call deletes
 * expired rows, at most a thousand; then one call per hundred rows does.
 */
export function createSweep(parameters: {
  db: Database
  table: keyof typeof tables
}): (now: number, rows?: number) => Promise<void> {
  const { db, table } = parameters
  const { key, end, where } = tables[table]
  // Skips rows that another sweep or a `consume` has locked, so that no two statements deadlock.
  const sql = `DELETE FROM "${table}" WHERE (${key}) IN (
    SELECT ${key} FROM "${table}" WHERE ${where} ORDER BY ${end} LIMIT 1000 FOR UPDATE SKIP LOCKED)`
  let rowsLeft = 0
  return async (now, rows = 1) => {
    const isDue = rowsLeft <= 0
    rowsLeft = (isDue ? ROWS_PER_SWEEP : rowsLeft) - rows
    if (isDue) await db.hot.query(`sweep_${table}`, sql, [now])
  }
}
