import { createBodyError } from '../parseBody.ts'

const MOST_LEVELS = 32

/**
 * Parse a body's bytes as JSON of at most 32 levels without duplicate keys.
 * @throws {InputError} ERR_BODY_INVALID
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw createBodyError('the body is not JSON')
  }
  // Two parsers may read a duplicate key differently. So compare the number of keys in the text and in the value.
  const keys = countKeys(value, MOST_LEVELS)
  if (keys !== countMarks(text, /"\s*:/g) && keys !== countMarks(text, /"(?:[^"\\]|\\.)*"\s*:?/g))
    throw createBodyError('the body has a field twice')
  return value
}

/** Count the matches that end in a colon. Every key ends in `"\s*:`, and little else does. */
function countMarks(text: string, mark: RegExp): number {
  return (text.match(mark) ?? []).filter((token) => token.endsWith(':')).length
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw createBodyError('the body is not UTF-8')
  }
}

function countKeys(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (levels === 0) throw createBodyError(`the body is nested deeper than ${MOST_LEVELS} levels`)
  const inner = Object.values(value)
  const own = Array.isArray(value) ? 0 : inner.length
  return inner.reduce((sum: number, one) => sum + countKeys(one, levels - 1), own)
}
