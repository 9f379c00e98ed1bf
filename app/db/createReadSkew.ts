import type { Database } from './database.ts'

const READ_CLOCK = 'SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds'

/**
 * Make the reading of the database's clock: by how many seconds it is ahead of this machine's. Null for the embedded
 * database, which has this machine's. One statement.
 */
export function createReadSkew({ db }: { db: Database }): () => Promise<number | null> {
  return async () => {
    if (db.engine === 'pglite') return null
    const asked = Date.now()
    const [row] = await db.hot.query('database_clock', READ_CLOCK, [])
    return Number(row?.seconds) - (asked + Date.now()) / 2000
  }
}
