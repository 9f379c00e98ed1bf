import type { PGlite } from '@electric-sql/pglite'
import type { Database } from '../database.ts'

/**
 * Make the query of hot statements. PGlite's own parses and plans a text at each call, which takes as long as most of
 * them. Here it is prepared under its name once, by PostgreSQL's protocol, and then only bound and run.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export async function createPreparedQuery(pglite: PGlite): Promise<Database['hot']['query']> {
  // Imported here, so that a server on PostgreSQL does not load it.
  const { parse, protocol } = await import('@electric-sql/pglite')
  const { serialize } = protocol
  /** Types of the parameters, by the statement's name. */
  const known = new Map<string, readonly number[]>()
  const send = async (parts: readonly Uint8Array[]) =>
    (await pglite.execProtocol(Buffer.concat([...parts, serialize.sync()]))).messages
  const prepare = async (name: string, text: string): Promise<readonly number[]> => {
    const messages = await send([serialize.parse({ name, text }), serialize.describe({ type: 'S', name })])
    const types = parse.parseDescribeStatementResults(messages)
    known.set(name, types)
    return types
  }
  return (name, sql, params) =>
    // As `query` does: after a transaction that is open, and after a statement that runs.
    pglite._runExclusiveTransaction(() =>
      pglite.runExclusive(async () => {
        const types = known.get(name) ?? (await prepare(name, sql))
        const values = params.map((value, i) => toText(pglite, value, types[i]))
        const messages = await send([
          serialize.bind({ statement: name, values }),
          serialize.describe({ type: 'P' }),
          serialize.execute({}),
        ])
        return (parse.parseResults(messages, pglite.parsers)[0]?.rows ?? []) as Record<string, unknown>[]
      }),
    )
}

function toText(pglite: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null
  const serializer = type === undefined ? undefined : pglite.serializers[type]
  return serializer ? serializer(value) : String(value)
}
