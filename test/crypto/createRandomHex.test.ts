import { expect, test } from 'vitest'
import { createRandomHex } from '../../app/crypto/createRandomHex.ts'

test('default: the wanted number of bytes in lower-case hex', () => {
  for (const bytes of [1, 16, 32, 4096])
    expect(createRandomHex(bytes)).toMatch(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
})

test('behavior: no byte is used twice, and no erased byte is used', () => {
  // 24 does not divide the pool, so the loop crosses several refills with bytes left over.
  const values = Array.from({ length: 2000 }, () => createRandomHex(24))
  expect(new Set(values.flatMap((value) => value.match(/.{16}/g))).size).toBe(6000)
  expect(values.some((value) => /0{16}/.test(value))).toBe(false)
})

test.each([0, -1, 1.5, 4097, Number.NaN])('refuses: %s bytes', (bytes) => {
  expect(() => createRandomHex(bytes)).toThrow('createRandomHex makes 1 to 4096 bytes')
})
