import { readWritten } from '../gate-validation/referenceSentences.ts'

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
