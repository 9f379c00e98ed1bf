import { describe, expect, test } from 'vitest'
import { findClientAddress } from '../../../app/core/limit/findClientAddress.ts'

describe('findClientAddress', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    [' 203.000.113.009 ', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:DB8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
    ['2001:0db8:0000:0007::1', '2001:db8:0:7::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('default: %s', (text, address) => {
    expect(findClientAddress(text)).toBe(address)
  })

  test.each([
    null,
    '',
    '203.0.113.9, 198.51.100.1',
    'unknown',
    '203.0.113.256',
    '203.0.113',
    '203.0.113.9.1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '1::2::3',
    '1:::2',
    '2001:db8::g',
    '2001:db8::12345',
    'x'.repeat(10_000),
  ])('behavior: %j names no client', (text) => {
    expect(findClientAddress(text)).toBeNull()
  })
})
