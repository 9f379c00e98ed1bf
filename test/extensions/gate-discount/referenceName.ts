const BYTES_MAX = 320

/** Write what shoppers read beside a gate's discount, as far as it has a name and the output has room. */
export function writeReferenceName({
  names,
  gate,
  reserve,
}: {
  /** The config's `n`, strings with a dollar before the text as written between the quotes. */
  names: unknown
  gate: number
  reserve: (bytes: number) => boolean
}): { message?: string } {
  if (typeof names !== 'object' || names === null || Array.isArray(names)) return {}
  const key = `$${gate.toString(36)}`
  const written = Object.hasOwn(names, key) ? (names as Record<string, unknown>)[key] : undefined
  const message = readWritten(written, BYTES_MAX)
  return message !== undefined && reserve(14 + 2 * Buffer.byteLength(message)) ? { message } : {}
}

/** Read a text of a config, which has a dollar before it as it is written; undefined if a Function does not use it. */
function readWritten(written: unknown, most: number): string | undefined {
  if (typeof written !== 'string' || !written.startsWith('$')) return undefined
  // A Function gets its input as UTF-8, which has no single surrogates. One written as an escape survives, and makes
  // the text invalid.
  const delivered = Buffer.from(written.slice(1)).toString('utf8')
  const text = JSON.parse(`"${delivered}"`) as string
  const isWhole = text === Buffer.from(text).toString('utf8')
  return text !== '' && isWhole && Buffer.byteLength(text) <= most ? text : undefined
}
