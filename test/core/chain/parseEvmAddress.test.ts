import { describe, expect, test } from 'vitest'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'

const lower = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'

describe('parseEvmAddress', () => {
  test('default', () => {
    expect(parseEvmAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe(lower)
  })

  test('behavior: any case is the same address, even with a wrong checksum', () => {
    expect(parseEvmAddress(lower)).toBe(lower)
    expect(parseEvmAddress(`0x${lower.slice(2).toUpperCase()}`)).toBe(lower)
    expect(parseEvmAddress('0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe(lower)
  })

  test('behavior: the prefix may be 0X', () => {
    expect(parseEvmAddress(lower.replace('0x', '0X'))).toBe(lower)
  })

  test.each([
    ['nothing', ''],
    ['no prefix', lower.slice(2)],
    ['a missing digit', lower.slice(0, -1)],
    ['an extra digit', `${lower}0`],
    ['a letter beyond f', `${lower.slice(0, -1)}g`],
    ['a line feed at the end', `${lower}\n`],
    ['a leading space', ` ${lower}`],
    ['an ENS name', 'vitalik.eth'],
    ['full-width digits', `${lower.slice(0, -1)}０`],
  ])('refuses: %s (ERR_ADDRESS_INVALID)', (_name, text) => {
    expect(() => parseEvmAddress(text)).toThrow(expect.objectContaining({ code: 'ERR_ADDRESS_INVALID' }))
  })
})
