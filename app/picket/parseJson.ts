import { createBodyError } from '../parseBody.ts'

const MOST_LEVELS = 32
/** Of the outermost object. The schemas copy every field, unknown ones too. */
const MOST_FIELDS = 1000

/**
 * Parse a body's bytes as JSON of at most 32 levels and a thousand fields, without duplicate keys.
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
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    if (Object.keys(value).length > MOST_FIELDS)
      throw createBodyError(`the body has more than ${MOST_FIELDS} fields`)
  // Two parsers may read a duplicate key differently. So compare the number of keys in the text and in the value.
  const keys = countKeys(value, MOST_LEVELS)
  if (keys !== countEnds(text) && keys !== countFields(text))
    throw createBodyError('the body has a field twice')
  return value
}

/** Count the colons that follow a quotation mark. Every field's name ends so, and little else does. */
function countEnds(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let end = colon - 1
    while (isSpace(text.charCodeAt(end))) end--
    if (text.charCodeAt(end) === QUOTE) count++
  }
  return count
}

/** Count the strings that a colon follows: the names of fields and nothing else, at several times the cost. */
function countFields(text: string): number {
  const strings = text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []
  return strings.filter((token) => token.endsWith(':')).length
}

const QUOTE = 0x22
/** Whether a character is white space between the tokens of JSON (RFC 8259 §2). */
const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

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
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  let keys = inner === value ? 0 : inner.length
  // Long lists are of texts, for which a call each would cost more than reading them.
  for (const one of inner) if (typeof one === 'object') keys += countKeys(one, levels - 1)
  return keys
}
