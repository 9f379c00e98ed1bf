/** Read a property of a plain object; undefined for anything else. */
export function get(scope: unknown, ...names: string[]): unknown {
  let value = scope
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
  }
  return value
}

/** Read a string of 1 to `most` bytes; null for anything else. */
export function textWithin(value: unknown, most: number): string | null {
  if (typeof value !== 'string' || value === '') return null
  return Buffer.byteLength(value) <= most ? value : null
}

/** Take the items of an array, at most `most`. */
export function itemsOf(value: unknown, most: number): unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : []
}
