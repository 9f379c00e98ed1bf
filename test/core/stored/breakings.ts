/** A stored value, broken at one place. */
export type Breaking = { readonly how: string; readonly value: unknown }

const NONSENSE: unknown[] = [undefined, 'nonsense', -7.5, [[]], { kind: -7.5 }]

/**
 * List every way to break a stored value at one place: a field that is missing, one that is unknown, and a value of another
 * type. A field that may be absent (`optional`, by path) is not left out.
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

/** Another text breaks no text, nor null where a text may be null. */
function isLike(one: unknown, value: unknown): boolean {
  return typeof one === 'string' && (typeof value === 'string' || value === null)
}
