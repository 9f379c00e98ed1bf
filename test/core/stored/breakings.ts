/** A stored value with one broken place. */
export type Breaking = { readonly how: string; readonly value: unknown }

const NONSENSE: unknown[] = [undefined, 'nonsense', -7.5, [[]], { kind: -7.5 }]

/**
 * List every way to break a stored value at one place: a missing field, an unknown field, and a value of another type.
 * Optional fields (`optional`, by path) are never omitted.
 */
export function listBreakings(value: unknown, optional: readonly string[] = []): Breaking[] {
  return breakAt(value, '', optional)
}

function breakAt(value: unknown, path: string, optional: readonly string[]): Breaking[] {
  const replaced = NONSENSE.filter((one) => !isLike(one, value)).map((one) => ({
    how: `${path || 'it'} is ${JSON.stringify(one)}`,
    value: one,
  }))
  if (typeof value !== 'object' || value === null) return replaced
  if (Array.isArray(value)) {
    const inside = value.flatMap((entry, i) =>
      breakAt(entry, `${path}[]`, optional).map(({ how, value: broken }) => ({
        how,
        value: value.map((one, j) => (i === j ? broken : one)),
      })),
    )
    return [...replaced, ...inside]
  }
  const fields = Object.entries(value)
  const inside = fields.flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name
    return breakAt(field, at, optional)
      .filter(({ value: broken }) => broken !== undefined || !optional.includes(at))
      .map(({ how, value: broken }) => ({ how, value: { ...value, [name]: broken } }))
  })
  return [...replaced, ...inside, { how: `${path || 'it'} has more`, value: { ...value, unknown: {} } }]
}

/** Replacing one text with another, or null with a text, does not break a value. */
function isLike(one: unknown, value: unknown): boolean {
  return typeof one === 'string' && (typeof value === 'string' || value === null)
}
