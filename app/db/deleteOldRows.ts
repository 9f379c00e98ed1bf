import type { Database } from './database.ts'

const AT_ONCE = 1000

/**
 * Delete all rows of a table whose column `end` is not after `at`, a thousand in each statement, so that none locks the
 * table for long. Rows that another process deletes are left to it.
 */
export async function deleteOldRows(
  db: Database,
  { table, end, at }: { table: 'message' | 'flow_run'; end: string; at: number },
): Promise<void> {
  const sql = `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM ${table} WHERE ${end} <= $1::bigint ORDER BY ${end} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)) RETURNING 1)
    SELECT count(*) AS rows FROM gone`
  for (let rows = AT_ONCE; rows === AT_ONCE; ) {
    const [found] = await db.hot.query(`delete_old_${table}`, sql, [at])
    rows = Number(found?.rows ?? 0)
  }
}
