import { describe, expect, test } from 'vitest'
import { decodeBase58, encodeBase58 } from '../../../app/core/chain/base58.ts'
import { fc } from '../../random.ts'
import vectors from '../../vectors/base58.json'

describe('base58', () => {
  test.each(vectors.cases)('default: $text', ({ hex, text }) => {
    const bytes = Buffer.from(hex, 'hex')
    expect(encodeBase58(bytes)).toBe(text)
    expect(decodeBase58({ text, bytes: bytes.length })).toEqual(new Uint8Array(bytes))
    expect(decodeBase58({ text, bytes: bytes.length + 1 })).toBeNull()
    if (bytes.length > 0) expect(decodeBase58({ text, bytes: bytes.length - 1 })).toBeNull()
  })

  test('behavior: any bytes are read back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(4), (tail, zeros) => {
        const bytes = new Uint8Array([...new Uint8Array(zeros), ...tail])
        expect(decodeBase58({ text: encodeBase58(bytes), bytes: bytes.length })).toEqual(bytes)
      }),
    )
  })

  test('behavior: a value has one text: what is decoded is encoded the same', () => {
    const letters = fc.constantFrom(...'123ABZabz')
    fc.assert(
      fc.property(fc.array(letters, { minLength: 30, maxLength: 46 }), (list) => {
        const bytes = decodeBase58({ text: list.join(''), bytes: 32 })
        if (bytes) expect(encodeBase58(bytes)).toBe(list.join(''))
      }),
      { numRuns: 500 },
    )
  })

  const key = 'Vote111111111111111111111111111111111111111'
  test.each([
    ['nothing', ''],
    ['a zero byte too few', key.slice(0, -1)],
    ['a zero byte too many', `1${key}`],
    ['a character outside the alphabet: 0', key.replace('V', '0')],
    ['a character outside the alphabet: O', key.replace('V', 'O')],
    ['a character outside the alphabet: I', key.replace('V', 'I')],
    ['a character outside the alphabet: l', key.replace('V', 'l')],
    ['a space before', ` ${key}`],
    ['a space after', `${key} `],
    ['a line feed', `${key}\n`],
    ['a lone surrogate', `${key.slice(0, -1)}\ud800`],
    ['2^256', 'JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFH'],
    ['44 times the last letter', 'z'.repeat(44)],
    ['a very long text', '2'.repeat(100_000)],
  ])('refuses: %s', (_case, text) => {
    expect(decodeBase58({ text, bytes: 32 })).toBeNull()
  })

  test('behavior: 2^256 − 1 is the highest value of 32 bytes', () => {
    const highest = new Uint8Array(32).fill(255)
    expect(encodeBase58(highest)).toBe('JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG')
    expect(decodeBase58({ text: encodeBase58(highest), bytes: 32 })).toEqual(highest)
  })
})
