import { describe, expect, test } from 'vitest'
import { parseJson } from '../../app/picket/parseJson.ts'
import { fc } from '../random.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const refused = expect.objectContaining({ code: 'ERR_BODY_INVALID' })

describe('parseJson', () => {
  test('behavior: any JSON of at most 32 levels is parsed unchanged', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(bytes(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('behavior: colons, braces and quotes inside strings are not fields', () => {
    expect(parseJson(bytes('{"a":"\\"b\\":{\\"a\\":1}", "c": [":", "d\\\\"] }'))).toEqual({
      a: '"b":{"a":1}',
      c: [':', 'd\\'],
    })
  })

  test.each([
    ['a repeated field', '{"a":1,"a":2}'],
    ['a repeated field with an escaped name', '{"a":1,"\\u0061":2}'],
    ['a repeated inner field', '{"x":[{"a":1,"b":{},"a":1}]}'],
    ['33 levels', `${'['.repeat(33)}1${']'.repeat(33)}`],
    ['1,001 fields', JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [at, 0])))],
    ['20,000 levels', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['text that is not JSON', '{a:1}'],
    ['an empty text', ''],
    ['two values', '{} {}'],
  ])('refuses: %s (ERR_BODY_INVALID)', (_what, text) => {
    expect(() => parseJson(bytes(text))).toThrowError(refused)
  })

  test('refuses: bytes that are not UTF-8 (ERR_BODY_INVALID)', () => {
    expect(() => parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrowError(refused)
  })
})
