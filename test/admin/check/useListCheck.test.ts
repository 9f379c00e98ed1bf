import { expect, test } from 'vitest'
import { findFailure } from '../../../app/admin/check/useListCheck.ts'

const wallet = (i: number) => `0x${String(i).padStart(40, '0')}`

test('default: addresses and names can be checked', () => {
  expect(findFailure([wallet(1), 'anna.eth'])).toBe(null)
})

test('refuses: a list of nothing, and one that is too long', () => {
  expect(findFailure([])).toBe('Enter at least one wallet address.')
  expect(findFailure(Array.from({ length: 2_001 }, (_, i) => wallet(i)))).toBe(
    'Check at most 2,000 wallets at a time. These are 2,001.',
  )
})

test('refuses: what is no wallet, each by its text, so that all are mended at once', () => {
  expect(findFailure(['x', wallet(1)])).toBe('“x” is not a wallet address.')
  expect(findFailure(['x', wallet(1), 'y', 'z'])).toBe('“x”, “y” and “z” are not wallet addresses.')
  expect(findFailure([...'abcdefgh'])).toBe('“a”, “b”, “c”, “d”, “e” and 3 more are not wallet addresses.')
  expect(findFailure(['x'.repeat(60)])).toBe(`“${'x'.repeat(50)}…” is not a wallet address.`)
})
