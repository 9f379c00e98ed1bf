import { encodeAbiParameters, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../app/chains/evm/readContracts.ts'
import { fc } from '../../random.ts'

const abi = (text: string) => encodeAbiParameters([{ type: 'string' }], [text]).slice(2)

describe('decodeText', () => {
  test('default', () => {
    expect(decodeText(abi('Night Owls'))).toBe('Night Owls')
    expect(decodeText(abi(''))).toBe('')
  })

  test('behavior: 32 bytes are decoded as the text of an early token', () => {
    expect(decodeText(stringToHex('MKR', { size: 32 }).slice(2))).toBe('MKR')
    expect(decodeText(Buffer.alloc(32, 'a').toString('hex'))).toBe('a'.repeat(32))
  })

  test('behavior: a long text is cut, and a character that is cut in half is dropped', () => {
    expect(decodeText(abi('é'.repeat(100)).slice(0, 448))).toBe('é'.repeat(64))
    expect(decodeText(abi('日本').slice(0, 128 + 10))).toBe('日')
  })

  test.each([
    ['empty data', ''],
    ['another offset', `${'0'.repeat(62)}40${'0'.repeat(128)}`],
    ['31 bytes', '61'.repeat(31)],
    ['a huge offset', 'f'.repeat(128)],
  ])('refuses: %s', (_case, answer) => {
    expect(decodeText(answer)).toBe('')
  })

  test('behavior: a length beyond the data takes the bytes that are there', () => {
    expect(decodeText(`${'0'.repeat(62)}20${'f'.repeat(64)}6869`)).toBe('hi')
  })

  test('behavior: any bytes give a short text without control characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 224 }), (bytes) => {
        const text = decodeText(Buffer.from(bytes).toString('hex'))
        expect(text.length).toBeLessThanOrEqual(64)
        expect(text).not.toMatch(/[\p{C}\u2028\u2029]/u)
      }),
    )
  })
})
