import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PalisadeError } from '../app/core/errors/base.ts'
import { parseBody } from '../app/parseBody.ts'

const Schema = z.strictObject({
  name: z.string().min(1).max(5),
  gates: z.array(z.number().int().positive().max(9)).min(1).max(2),
  kind: z.enum(['all', 'any']),
  on: z.boolean().optional(),
  code: z.string().regex(/^a/).optional(),
  either: z.union([z.string(), z.number()]).optional(),
  odd: z
    .number()
    .refine((value) => value % 2 === 1, 'must be odd')
    .optional(),
  of: z.object({ shop: z.string() }).optional(),
})
const good = { name: 'Owls', gates: [1], kind: 'all' }

function messageOf(body: unknown, hint?: string): string {
  try {
    parseBody(Schema, body, hint)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    expect(error.code).toBe('ERR_BODY_INVALID')
    return `${error.message} ${error.hint}`
  }
}

describe('parseBody', () => {
  test('default: the value as the schema parses it', () => {
    expect(parseBody(Schema, good)).toEqual(good)
  })

  test.each<[unknown, string]>([
    [undefined, 'the body is missing'],
    [null, 'the body must be an object'],
    [[], 'the body must be an object'],
    [{ ...good, name: undefined }, '"name" is missing'],
    [{ ...good, name: 7 }, '"name" must be a string'],
    [{ ...good, name: '' }, '"name" must have at least 1 character'],
    [{ ...good, name: 'Owlets' }, '"name" must have at most 5 characters'],
    [{ ...good, gates: 1 }, '"gates" must be a list'],
    [{ ...good, gates: [] }, '"gates" must have at least 1 entry'],
    [{ ...good, gates: [1, 2, 3] }, '"gates" must have at most 2 entries'],
    [{ ...good, gates: [1, '2'] }, '"gates.1" must be a number'],
    [{ ...good, gates: [1.5] }, '"gates.0" must be a whole number'],
    [{ ...good, gates: [0] }, '"gates.0" must be greater than 0'],
    [{ ...good, gates: [10] }, '"gates.0" must be at most 9'],
    [{ ...good, kind: 'none' }, '"kind" must be "all" or "any"'],
    [{ ...good, on: 'yes' }, '"on" must be true or false'],
    [{ ...good, code: 'b' }, '"code" has the wrong format'],
    [{ ...good, either: true }, '"either" is not valid'],
    [{ ...good, odd: 2 }, '"odd" must be odd'],
    [{ ...good, of: { shop: 1 } }, '"of.shop" must be a string'],
    [{ ...good, more: 1 }, 'the body has the unknown field "more"'],
    [{ ...good, more: 1, less: 2 }, 'the body has the unknown fields "more", "less"'],
  ])('refuses: %j (ERR_BODY_INVALID)', (body, problem) => {
    expect(messageOf(body)).toBe(
      `Invalid request body: ${problem}. Send a JSON object with the fields of this endpoint.`,
    )
  })

  test('behavior: the door chooses the hint', () => {
    expect(messageOf(null, 'Reload the page.')).toBe(
      'Invalid request body: the body must be an object. Reload the page.',
    )
  })

  test('behavior: the message repeats no sent value, and at most eight field names, shortened', () => {
    expect(messageOf({ ...good, name: 'a secret that is long' })).not.toContain('secret')
    expect(messageOf({ ...good, kind: 'secret' })).not.toContain('secret')
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`x${at}`.padEnd(500, 'y'), at]))
    const message = messageOf({ ...good, ...many })
    expect(message).toContain('and 12 more')
    expect(message.length).toBeLessThan(800)
  })
})
