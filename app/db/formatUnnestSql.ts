/**
 * Format a `SELECT` of the rows of several arrays: one for each of `columns` (name and type), in the order of their
 * placeholders from `first` on. `as` is the alias of the rows.
 *
 * The planner must not see how many rows there are (`OFFSET 0`). A plan for two rows looks cheaper than the plan that
 * PostgreSQL keeps for any number, so it would plan a prepared statement anew at each call. That takes longer than most
 * calls.
 */
export function formatUnnestSql(parameters: {
  first: number
  as: string
  columns: Readonly<Record<string, 'text' | 'int' | 'bigint'>>
}): string {
  const { first, as, columns } = parameters
  const names = Object.keys(columns).join(', ')
  const arrays = Object.entries(columns).map(([name, type], i) => `$${first + i}::${type}[] AS ${name}`)
  return `SELECT ${as}.* FROM (SELECT ${arrays.join(', ')} OFFSET 0) AS arrays CROSS JOIN LATERAL unnest(${names}) AS ${as}(${names})`
}
