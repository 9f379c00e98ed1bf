/** Keeps only the fields of a subscription's `include_fields`: `id` or, inside objects and lists, `line_items.id`. */
export function pickFields(
  payload: Record<string, unknown>,
  fields: readonly string[],
): Record<string, unknown> {
  const heads = new Map<string, string[]>()
  for (const field of fields) {
    const [head = '', ...rest] = field.split('.')
    const known = heads.get(head) ?? []
    heads.set(head, rest.length > 0 ? [...known, rest.join('.')] : known)
  }
  const wholes = new Set(fields)
  return Object.fromEntries(
    [...heads].flatMap(([head, inner]) => {
      if (!Object.hasOwn(payload, head)) return []
      const value = payload[head]
      return [[head, wholes.has(head) ? value : pickInside(value, inner)]]
    }),
  )
}

function pickInside(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pickInside(item, fields))
  if (typeof value !== 'object' || value === null) return value
  return pickFields(value as Record<string, unknown>, fields)
}
