import type { z } from 'zod'
import { InputError } from './core/errors/base.ts'

const SEND_FIELDS = 'Send a JSON object with the fields of this endpoint.'
/** Maximum of unknown fields that an answer names. */
const MOST_NAMED = 8

/**
 * Check a request's body against a schema. Every door does it here, so that all of them refuse in the same words:
 * `Invalid request body: "gates.0" must be a number.` The sentence names fields, never values.
 *
 * @param hint What the sender can do about it.
 * @throws {InputError} ERR_BODY_INVALID
 */
export function parseBody<Body>(schema: z.ZodType<Body>, value: unknown, hint = SEND_FIELDS): Body {
  const parsed = schema.safeParse(value, { error: describeIssue })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.length ? `"${issue.path.join('.').slice(0, 60)}"` : 'the body'
  throw createBodyError(`${field} ${issue?.message.replace(/\.$/, '')}`, hint)
}

/** The error for a body that cannot be used. `problem` is a clause without a full stop: `the body is not JSON`. */
export function createBodyError(problem: string, hint = SEND_FIELDS): InputError {
  return new InputError('ERR_BODY_INVALID', `Invalid request body: ${problem}.`, { hint })
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/**
 * Describe what is wrong with a field, as a predicate: `must be a string`. A schema's own message is a predicate too
 * and takes precedence.
 */
function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_big':
      return `must ${describeBound({ ...issue, bound: issue.maximum, words: ['at most', 'less than'] })}`
    case 'too_small':
      return `must ${describeBound({ ...issue, bound: issue.minimum, words: ['at least', 'greater than'] })}`
    case 'unrecognized_keys':
      return formatUnknownFields(issue.keys)
    case 'invalid_format':
      return 'has the wrong format'
    default:
      return 'is not valid'
  }
}

function describeBound({
  origin,
  inclusive = true,
  bound,
  words: [within, beyond],
}: {
  origin: string
  inclusive?: boolean
  bound: number | bigint
  words: readonly [within: string, beyond: string]
}): string {
  if (origin === 'string') return `have ${within} ${bound} character${bound === 1 ? '' : 's'}`
  if (origin === 'array') return `have ${within} ${bound} ${bound === 1 ? 'entry' : 'entries'}`
  return `be ${inclusive ? within : beyond} ${bound}`
}

/**
 * Name unknown fields: `has the unknown field "contractAdress" (did you mean "contractAddress"?)`.
 *
 * @param findMeant Finds the known field that a name is taken for; null if there is none.
 */
export function formatUnknownFields(
  names: readonly string[],
  findMeant: (name: string) => string | null = () => null,
): string {
  const named = names.slice(0, MOST_NAMED).map((name) => {
    const meant = findMeant(name)
    const shown = JSON.stringify(name.slice(0, 60))
    return meant && meant !== name ? `${shown} (did you mean "${meant}"?)` : shown
  })
  const rest = names.length - named.length
  return `has the unknown field${names.length > 1 ? 's' : ''} ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
