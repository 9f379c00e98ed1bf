import type { PGlite } from '@electric-sql/pglite'

export type Emptier = {
  /** Delete all rows, and restart all counters; false if more than rows has changed. */
  readonly empty: () => Promise<boolean>
}

/** Counts of what a test may create or drop, and what it may set for later sessions. */
const SCHEMA = [
  'class',
  'attribute',
  'constraint',
  'index',
  'proc',
  'trigger',
  'db_role_setting',
  'namespace',
]

/** Remember what a migrated database without rows looks like, to make it so again. */
export async function createEmptier(pglite: PGlite): Promise<Emptier> {
  const read = async (sql: string) => (await pglite.query<Record<string, unknown>>(sql)).rows
  const describe = async () =>
    JSON.stringify(await read(SCHEMA.map((name) => `SELECT count(*) FROM pg_${name}`).join(' UNION ALL ')))
  const before = await describe()
  const tables = (
    await read(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    )
  ).map(({ tablename }) => String(tablename))
  const filled = tables.map((name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM "${name}")`)
  const list = filled.join(' UNION ALL ')
  return {
    empty: async () => {
      // It fails in a transaction that was left open.
      await pglite.exec('DISCARD ALL')
      if ((await describe()) !== before) return false
      const names = (await read(list)).map(({ name }) => `"${name}"`)
      // A few files of tables cost less than all of them.
      if (names.length > 0) await pglite.exec(`TRUNCATE ${names.join(', ')} CASCADE`)
      const used = await read(
        `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`,
      )
      for (const { name } of used) await pglite.exec(`ALTER SEQUENCE "${name}" RESTART`)
      return true
    },
  }
}
