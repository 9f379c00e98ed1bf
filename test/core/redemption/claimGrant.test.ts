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
  ['paid by this order', grant('paid', 20n, 100), 'paid', { kind: 'has' }],
  ['paid by this order, which only carries it now', grant('paid', 20n, 100), 'closed', { kind: 'has' }],
  ['closed by this order', grant('closed', 20n, 100), 'paid', { kind: 'takes', displaces: null }],
  ['paid by an earlier order', grant('paid', 30n, 99), 'paid', { kind: 'taken', by: 30n }],
  ['closed by an earlier order', grant('closed', 30n, 99), 'paid', { kind: 'taken', by: 30n }],
  ['paid by a later order', grant('paid', 10n, 101), 'paid', { kind: 'takes', displaces: 10n }],
  [
    'paid by a later order, and only carried by this one',
    grant('paid', 10n, 101),
    'closed',
    { kind: 'takes', displaces: 10n },
  ],
  ['closed by a later order', grant('closed', 10n, 101), 'paid', { kind: 'takes', displaces: null }],
] as const)('behavior: claiming a grant that is %s', (_name, standing, as, expected) => {
  expect(claimGrant({ grant: standing, order, as })).toEqual(expected)
})

test('behavior: the earlier of two orders is the one with the earlier time, then the lower number', () => {
  expect(isEarlier(order, { orderId: 1n, orderedAt: 101 })).toBe(true)
  expect(isEarlier(order, { orderId: 99n, orderedAt: 99 })).toBe(false)
  expect(isEarlier(order, { orderId: 21n, orderedAt: 100 })).toBe(true)
  expect(isEarlier(order, { orderId: 19n, orderedAt: 100 })).toBe(false)
  expect(isEarlier(order, order)).toBe(false)
})
