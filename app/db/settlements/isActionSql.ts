/**
 * SQL that compares the column `action` with a parameter in the form of `formatAction`. It ignores versions, because
 * rows from before columns had versions have none.
 */
export function isActionSql(parameter: string): string {
  return `action - 'v' = ${parameter}::jsonb - 'v'`
}
