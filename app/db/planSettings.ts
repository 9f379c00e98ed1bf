/**
 * PostgreSQL keeps the plan of a prepared statement until it analyses a table again. A plan that was made while the table
 * was small would read all of it, minutes into a drop. So a table is read whole only if it has no index that serves.
 * `jit` compiles what looks expensive, as a table that is read whole nevertheless does. Requests end before it does.
 */
export const PLAN_SETTINGS = { enable_seqscan: 'off', jit: 'off' } as const

/** Format the statements that make these settings for one connection. */
export function formatSettings(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = ${value}`)
    .join('; ')
}
