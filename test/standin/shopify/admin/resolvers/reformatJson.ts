/**
 * Writes JSON as a database may give it back: members in another order, with blanks, every value the same. PostgreSQL's
 * `jsonb` does so.
 */
export function reformatJson(text: string): string {
  return formatValue(JSON.parse(text))
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort((a, b) => b.length - a.length || (a < b ? 1 : -1))
  const members = names.map((name) => `${JSON.stringify(name)}: ${formatValue(Reflect.get(value, name))}`)
  return `{${members.join(', ')}}`
}
