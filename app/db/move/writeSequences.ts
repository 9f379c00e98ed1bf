import { formatName, type QueryFunction } from './queryFunction.ts'

const SEQUENCES = `SELECT relname::text AS name FROM pg_class
  WHERE relkind = 'S' AND relnamespace = current_schema()::text::regnamespace ORDER BY relname`

/** Let each sequence go on where it is in the source. */
export async function writeSequences({
  source,
  target,
}: {
  source: QueryFunction
  target: QueryFunction
}): Promise<void> {
  for (const { name } of await source(SEQUENCES)) {
    const sequence = formatName(String(name))
    const [at] = await source(`SELECT last_value::text AS value, is_called::text AS called FROM ${sequence}`)
    await target('SELECT setval($1::regclass, $2::bigint, $3::boolean)', [
      sequence,
      String(at?.value),
      String(at?.called),
    ])
  }
}
