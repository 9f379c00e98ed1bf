import type { Pool } from 'pg'
import type { Changes, World } from './types.ts'

/** Tables of the migrations alone. */
const HISTORY = '_prisma_migrations'

/**
 * Count the changes of every table from now on: a trigger of each takes a number of a sequence. That needs no lock and
 * no scan. A change that was rolled back counts too, so whoever sees one must read the tables exactly.
 */
export async function watchTables(pool: Pool): Promise<Pick<World, 'readChanges' | 'readExactly'>> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> $1",
    [HISTORY],
  )
  const names = rows.map(({ name }) => name)
  await pool.query('CREATE SCHEMA fuzz')
  await pool.query(`CREATE FUNCTION fuzz.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM nextval(('fuzz.' || quote_ident(TG_TABLE_NAME))::regclass); RETURN NULL; END $$`)
  for (const name of names) {
    await pool.query(`CREATE SEQUENCE fuzz."${name}"`)
    await pool.query(`CREATE TRIGGER fuzz_note AFTER INSERT OR UPDATE OR DELETE ON public."${name}"
      FOR EACH ROW EXECUTE FUNCTION fuzz.note()`)
  }
  const ask = async (sql: string): Promise<Changes> => {
    const { rows: found } = await pool.query<{ name: string; at: string | null }>(sql)
    return Object.fromEntries(found.map(({ name, at }) => [name, at ?? '']))
  }
  return {
    readChanges: () =>
      ask("SELECT sequencename AS name, last_value AS at FROM pg_sequences WHERE schemaname = 'fuzz'"),
    readExactly: () => ask(names.map(composeRead).join(' UNION ALL ')),
  }
}

function composeRead(name: string): string {
  // A job that another request queued may be claimed at any moment, which only writes its row anew.
  const what =
    name === 'job'
      ? "md5(coalesce(string_agg(kind || key, ',' ORDER BY kind, key), ''))"
      : "count(*) || ' ' || coalesce(max(xmin::text::bigint), 0)"
  return `SELECT '${name}' AS name, ${what} AS at FROM public."${name}"`
}
