import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { compareSchemas, type Side } from '../../scripts/compareSchemas.ts'

const DOCUMENT = {
  components: {
    schemas: {
      Base: {
        type: 'object',
        properties: { id: { type: 'integer' }, name: { type: 'string', maxLength: 5 } },
      },
      Thing: {
        allOf: [
          { $ref: '#/components/schemas/Base' },
          { type: 'object', required: ['kind'], properties: { kind: { type: 'string', enum: ['A', 'B'] } } },
        ],
      },
      Either: {
        oneOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'array', items: { type: 'number' } }],
      },
    },
  },
}

function compare(name: 'Thing' | 'Either', ours: z.ZodType, side: Side = 'request') {
  const theirs = { $ref: `#/components/schemas/${name}` }
  return compareSchemas({ name: 'x', ours, theirs, document: DOCUMENT, side }).differences
}

const kind = z.enum(['A', 'B'])

describe('compareSchemas', () => {
  test('default', () => {
    const ours = z.strictObject({ id: z.int(), name: z.string().max(5), kind })
    expect(compare('Thing', ours)).toEqual([])
    expect(compare('Either', z.union([ours, z.array(z.int())]))).toEqual([])
  })

  test('refuses: a field, a type and null that are not published', () => {
    expect(compare('Thing', z.strictObject({ kind, size: z.int() }))).toEqual([
      'x: the field "size" is not published.',
    ])
    expect(compare('Thing', z.strictObject({ kind, id: z.string() }))).toEqual([
      'x.id: is string, published is integer.',
    ])
    expect(compare('Thing', z.strictObject({ kind, id: z.int().nullable() }))).toEqual([
      'x.id: null is not published.',
    ])
  })

  test('refuses: what must be required, and is not', () => {
    expect(compare('Thing', z.strictObject({ id: z.int() }))).toEqual([
      'x: the field "kind" must be required.',
    ])
    expect(compare('Thing', z.strictObject({ kind: kind.optional() }), 'answer')).toEqual([
      'x: the field "kind" must be required.',
    ])
  })

  test('refuses: other values than the published ones, and a limit that is not held', () => {
    const names = z.strictObject({ kind: z.enum(['A', 'C']), name: z.string().max(6) })
    expect(compare('Thing', names)).toEqual([
      'x.kind: allows C, which is not published.',
      'x.name: maxLength 5 is not held.',
    ])
    expect(compare('Thing', z.strictObject({ kind: z.string() }))).toEqual([
      'x.kind: allows anything, which is not published.',
    ])
    // An answer may be any text: the handler gives the published ones, and the limit is the platform's.
    expect(compare('Thing', z.strictObject({ kind: z.string(), name: z.string() }), 'answer')).toEqual([])
  })

  test('refuses: an item of a list', () => {
    expect(compare('Either', z.array(z.string()))).toEqual(['x[]: is string, published is number.'])
  })
})
