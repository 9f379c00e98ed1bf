const SHOWN = 3
const ID_LENGTH = 10

/** Format ids, single or in ranges: `#1`, `#1 or #2`, `#1, #2, #100–199 and 4 more`. */
export function formatTokenIds(ids: readonly string[], word: 'or' | 'and'): string {
  const names = ids.slice(0, SHOWN).map((id) => `#${id.split('-').map(formatShortId).join('–')}`)
  const rest = ids.length - names.length
  if (rest > 0) names.push(`${rest} more`)
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} ${word} ${last}`
}

function formatShortId(id: string): string {
  return id.length > ID_LENGTH ? `${id.slice(0, 4)}…${id.slice(-3)}` : id
}
