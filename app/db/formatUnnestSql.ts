import type { HotScalar, HotValue } from './database.ts'

/** Names and types of columns. */
export type Columns = Readonly<Record<string, 'text' | 'int' | 'bigint'>>

/**
 * Format a `SELECT` of the rows of several arrays: one for each of `columns`, in the order of their placeholders from
 * `first` on. `as` is the alias of the rows.
 *
 * The planner must not see how many rows there are (`OFFSET 0`). A plan for two rows looks cheaper than the plan that
 * PostgreSQL keeps for any number, so it would plan a prepared statement anew at each call. That takes longer than most
 * calls.
 */
export function formatUnnestSql(parameters: { first: number; as: string; columns: Columns }): string {
  const { first, as, columns } = parameters
  const names = Object.keys(columns).join(', ')
  const arrays = Object.entries(columns).map(([name, type], i) => `$${first + i}::${type}[] AS ${name}`)
  return `SELECT ${as}.* FROM (SELECT ${arrays.join(', ')} OFFSET 0) AS arrays CROSS JOIN LATERAL unnest(${names}) AS ${as}(${names})`
}

/** The arrays of those columns, from rows whose values are in the same order. */
export function listColumns(rows: readonly (readonly HotScalar[])[], columns: Columns): HotValue[] {
  return Object.keys(columns).map((_, i) => rows.map((row) => row[i] ?? null))
}
