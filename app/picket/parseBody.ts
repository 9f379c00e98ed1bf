import type { z } from 'zod'
import { InputError } from '../core/errors/base.ts'

const MOST_LEVELS = 32

/**
 * Read a body's bytes as JSON: one value for each key, at most 32 levels.
 *
 * @throws {InputError} ERR_BODY_INVALID
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse('is not JSON')
  }
  // Two readers of one body must not see two requests: keys of the text and of the value are counted.
  const keys = countKeys(value, MOST_LEVELS)
  if (keys !== countMarks(text, /"\s*:/g) && keys !== countMarks(text, /"(?:[^"\\]|\\.)*"\s*:?/g))
    throw refuse('says a field twice')
  return value
}

/** How many matches end in a colon. The end of every key is one of `"\s*:`, and seldom anything else. */
function countMarks(text: string, mark: RegExp): number {
  return (text.match(mark) ?? []).filter((token) => token.endsWith(':')).length
}

/** Hold a value against a schema. @throws {InputError} ERR_BODY_INVALID, naming the field. */
export function parseFields<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  throw refuse(
    `is not right${path ? ` at "${path.slice(0, 60)}"` : ''}: ${issue?.message.replace(/\.$/, '')}`,
  )
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw refuse('is not UTF-8')
  }
}

function countKeys(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (levels === 0) throw refuse(`is nested deeper than ${MOST_LEVELS} levels`)
  const inner = Object.values(value)
  const own = Array.isArray(value) ? 0 : inner.length
  return inner.reduce((sum: number, one) => sum + countKeys(one, levels - 1), own)
}

function refuse(what: string): InputError {
  return new InputError('ERR_BODY_INVALID', `The body of the request ${what}.`, {
    hint: 'Send a JSON object with the fields this address asks for.',
  })
}
