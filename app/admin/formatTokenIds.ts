const SHOWN = 3
const ID_LENGTH = 10

/** Name the items of a multi-token contract: `#1`, `#1 or #2`, `#1, #2, #3 or 4 more`. */
export function formatTokenIds(ids: readonly string[]): string {
  const names = ids
    .slice(0, SHOWN)
    .map((id) => `#${id.length > ID_LENGTH ? `${id.slice(0, 4)}…${id.slice(-3)}` : id}`)
  const rest = ids.length - names.length
  if (rest > 0) names.push(`${rest} more`)
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`
}
