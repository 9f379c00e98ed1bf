import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase58, encodeBase58 } from '../../../app/core/chain/base58.ts'
import { parseAnyAddress } from '../../../app/core/chain/parseAnyAddress.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'

const MINT = 'So11111111111111111111111111111111111111112'

describe('base58', () => {
  test('behavior: what is spelled is read back, and nothing else reads as the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(31), (bytes, zeros) => {
        bytes.fill(0, 0, zeros)
        const text = encodeBase58(bytes)
        expect(decodeBase58({ text, bytes: 32 })).toEqual(bytes)
        expect(decodeBase58({ text: `1${text}`, bytes: 32 })).toBeNull()
        expect(decodeBase58({ text, bytes: 31 })).toBeNull()
      }),
    )
  })

  test.each([
    '',
    '1'.repeat(31),
    '1'.repeat(33),
    `${MINT} `,
    ` ${MINT}`,
    MINT.replace('S', '0'),
    'l'.repeat(44),
    'z'.repeat(45),
    'z'.repeat(44),
  ])('refuses: %j (ERR_ADDRESS_INVALID)', (text) => {
    expect(() => parseSolanaAddress(text)).toThrowError(
      expect.objectContaining({ code: 'ERR_ADDRESS_INVALID' }),
    )
  })

  test('behavior: an address is of one family only', () => {
    expect(parseAnyAddress(MINT)).toBe(MINT)
    expect(parseAnyAddress(`0x${'AB'.repeat(20)}`)).toBe(`0x${'ab'.repeat(20)}`)
    expect(() => parseAnyAddress('apes.eth')).toThrowError(
      expect.objectContaining({ code: 'ERR_ADDRESS_INVALID' }),
    )
  })
})
