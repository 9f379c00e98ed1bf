import { expect, test } from 'vitest'
import { claimGrant, isEarlier } from '../../../app/core/redemption/claimGrant.ts'

const order = { orderId: 20n, orderedAt: 100 }
const grant = (state: 'open' | 'paid' | 'closed', orderId: bigint | null, orderedAt: number | null) => ({
  state,
  orderId,
  orderedAt,
})

test('default', () => {
  expect(claimGrant({ grant: grant('open', null, null), order, as: 'paid' })).toEqual({
    kind: 'takes',
    displaces: null,
  })
})

test.each([
  ['its own, paid', grant('paid', 20n, 100), 'paid', { kind: 'has' }],
  ['its own, paid, now only carried', grant('paid', 20n, 100), 'closed', { kind: 'has' }],
  ['its own, closed, now deciding', grant('closed', 20n, 100), 'paid', { kind: 'takes', displaces: null }],
  ['an earlier order paid', grant('paid', 30n, 99), 'paid', { kind: 'taken', by: 30n }],
  ['an earlier order closed it', grant('closed', 30n, 99), 'paid', { kind: 'taken', by: 30n }],
  ['a later order paid', grant('paid', 10n, 101), 'paid', { kind: 'takes', displaces: 10n }],
  [
    'a later order paid, this one only carries it',
    grant('paid', 10n, 101),
    'closed',
    { kind: 'takes', displaces: 10n },
  ],
  ['a later order closed it', grant('closed', 10n, 101), 'paid', { kind: 'takes', displaces: null }],
] as const)('behavior: claiming a grant: %s', (_name, standing, as, expected) => {
  expect(claimGrant({ grant: standing, order, as })).toEqual(expected)
})

test('behavior: the earlier of two orders is the one with the earlier time, then the lower number', () => {
  expect(isEarlier(order, { orderId: 1n, orderedAt: 101 })).toBe(true)
  expect(isEarlier(order, { orderId: 99n, orderedAt: 99 })).toBe(false)
  expect(isEarlier(order, { orderId: 21n, orderedAt: 100 })).toBe(true)
  expect(isEarlier(order, { orderId: 19n, orderedAt: 100 })).toBe(false)
  expect(isEarlier(order, order)).toBe(false)
})
