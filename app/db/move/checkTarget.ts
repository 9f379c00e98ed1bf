import { SetupError } from '../../core/errors/base.ts'
import type { DatabaseFacts } from '../readDatabaseFacts.ts'
import type { MovedTable } from './listTables.ts'
import { formatName, type QueryFunction } from './queryFunction.ts'

/**
 * Check, before anything changes, that a database has this version's tables, a part of them, or none.
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_MIGRATION
 */
export function checkTarget({
  facts,
  tables,
  known,
}: {
  facts: DatabaseFacts
  tables: readonly MovedTable[]
  /** Names of this version's migrations. */
  known: readonly string[]
}): void {
  if (facts.encoding !== 'UTF8')
    throw new SetupError(
      'ERR_ENVIRONMENT',
      `The database at DATABASE_URL has the encoding ${facts.encoding}.`,
      {
        hint: 'Create an empty one with the encoding UTF8 (docs/hosting.md), and run this command again.',
      },
    )
  if (tables.length === 0 && facts.applied.length === 0 && facts.unfinished.length === 0) return
  if (facts.applied.length === 0)
    throw new SetupError(
      'ERR_ENVIRONMENT',
      `The database at DATABASE_URL is not empty: it has a table "${tables[0]?.name ?? '_prisma_migrations'}" of another program.`,
      { hint: 'Create an empty database, write its name into DATABASE_URL, and run this command again.' },
    )
  // A move that was stopped before it copied anything may have made a part of the tables.
  const isOurs = facts.applied.every((name) => known.includes(name))
  if (isOurs && facts.unfinished.length === 0) return
  throw new SetupError(
    'ERR_MIGRATION',
    'The database at DATABASE_URL is of a newer version of Palisade, or a migration on it did not finish.',
    {
      hint: 'Create an empty database, write its name into DATABASE_URL, and run this command again.',
    },
  )
}

/**
 * Check that no table has a row.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export async function checkEmpty({
  query,
  tables,
}: {
  query: QueryFunction
  tables: readonly MovedTable[]
}): Promise<void> {
  for (const { name } of tables) {
    const [found] = await query(`SELECT EXISTS (SELECT 1 FROM ${formatName(name)}) AS has`)
    if (found?.has !== true) continue
    throw new SetupError(
      'ERR_ENVIRONMENT',
      `The database at DATABASE_URL is not empty: its table "${name}" has rows.`,
      {
        hint: 'Nothing was copied. Create an empty database, write its name into DATABASE_URL, and run this command again.',
      },
    )
  }
}
