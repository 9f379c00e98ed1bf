/**
 * SQL that compares the column `action` with a parameter as `formatAction` formats it. Versions do not count: rows from
 * before columns had versions have none.
 */
export function isActionSql(parameter: string): string {
  return `action - 'v' = ${parameter}::jsonb - 'v'`
}
