import type { QueryFunction } from './queryFunction.ts'

/** A table with its columns in their order. `pages` are its pages of 8 kB. */
export type MovedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly types: readonly string[]
  readonly pages: number
}

/** The table of migrations belongs to each database. */
const TABLES = `SELECT c.relname::text AS name,
    array_agg(a.attname::text ORDER BY a.attnum) AS columns,
    array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
    (pg_relation_size(c.oid) / 8192)::int AS pages
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::text::regnamespace
    AND c.relname <> '_prisma_migrations'
  GROUP BY c.oid, c.relname ORDER BY c.relname`
const REFERENCES = `SELECT child.relname::text AS child, parent.relname::text AS parent
  FROM pg_constraint f JOIN pg_class child ON child.oid = f.conrelid JOIN pg_class parent ON parent.oid = f.confrelid
  WHERE f.contype = 'f' AND f.connamespace = current_schema()::text::regnamespace AND child.oid <> parent.oid`

/** List a database's tables, each one after those that it references. */
export async function listTables(query: QueryFunction): Promise<MovedTable[]> {
  const tables = (await query(TABLES)).map(
    ({ name, columns, types, pages }): MovedTable => ({
      name: String(name),
      columns: columns as string[],
      types: types as string[],
      pages: Number(pages),
    }),
  )
  const parents = new Map<string, string[]>()
  for (const { child, parent } of await query(REFERENCES))
    parents.set(String(child), [...(parents.get(String(child)) ?? []), String(parent)])
  return sortByParents({ tables, parents })
}

/** @throws Error if tables reference each other in a circle */
function sortByParents({
  tables,
  parents,
}: {
  tables: readonly MovedTable[]
  parents: ReadonlyMap<string, readonly string[]>
}): MovedTable[] {
  const sorted: MovedTable[] = []
  let left = [...tables]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name))
    const next = left.filter(({ name }) => !parents.get(name)?.some((parent) => waiting.has(parent)))
    if (next.length === 0) throw new Error(`Tables reference each other: ${[...waiting].join(', ')}.`)
    sorted.push(...next)
    left = left.filter((table) => !next.includes(table))
  }
  return sorted
}
