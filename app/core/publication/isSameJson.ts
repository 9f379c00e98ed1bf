/**
 * Whether two texts are JSON of the same value, whatever the order of members and the blanks: Shopify does not promise to
 * return a JSON metafield byte for byte. Text that is not JSON is the same as no other text.
 */
export function isSameJson(a: string, b: string): boolean {
  if (a === b) return true
  try {
    return formatSorted(JSON.parse(a)) === formatSorted(JSON.parse(b))
  } catch {
    return false
  }
}

function formatSorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  )
}
