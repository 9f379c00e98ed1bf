/**
 * Format a `SELECT` of the rows of several arrays: `arrays` are their placeholders with types, `as` is the alias with the
 * names of the columns.
 *
 * The planner must not see how many rows there are (`OFFSET 0`). A plan for two rows looks cheaper than the plan that
 * PostgreSQL keeps for any number, so it would plan a prepared statement anew at each call. That takes longer than most
 * calls.
 */
export function formatUnnestSql({ arrays, as }: { arrays: readonly string[]; as: string }): string {
  const [name = ''] = as.split('(')
  const hidden = arrays.map((array, i) => `${array} AS a${i}`).join(', ')
  const unnested = arrays.map((_, i) => `a${i}`).join(', ')
  return `SELECT ${name}.* FROM (SELECT ${hidden} OFFSET 0) AS arrays CROSS JOIN LATERAL unnest(${unnested}) AS ${as}`
}
