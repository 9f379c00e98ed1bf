import { describe, expect, test } from 'vitest'
import { decideLimit } from '../../../app/core/limit/decideLimit.ts'

const now = 1_000
const counters = {
  client: { key: 'client', most: 10, expiresAt: 1_020 },
  wallet: { key: 'wallet', most: 5, expiresAt: 1_050 },
  shop: { key: 'shop', most: 100, expiresAt: 1_030 },
}
const decide = (counts: Record<string, number>, changes = {}) =>
  decideLimit({ counters, counts: new Map(Object.entries(counts)), now, ...changes })

describe('decideLimit', () => {
  test('default: the last request that a limit allows', () => {
    expect(decide({ client: 10, wallet: 5, shop: 100 })).toEqual({ kind: 'allowed' })
  })

  test.each([
    ['the client', { client: 11 }, 20],
    ['the wallet', { client: 1, wallet: 6 }, 50],
    ['the shop', { client: 1, wallet: 1, shop: 101 }, 30],
  ])('refuses: one more of %s', (_, counts, retryAfter) => {
    expect(decide(counts)).toEqual({ kind: 'limited', retryAfter })
  })

  test('behavior: without a client and a wallet the shop alone decides', () => {
    const changes = { counters: { client: null, wallet: null, shop: counters.shop } }
    expect(decide({ shop: 100 }, changes)).toEqual({ kind: 'allowed' })
    expect(decide({ shop: 101 }, changes)).toEqual({ kind: 'limited', retryAfter: 30 })
  })

  test('refuses: what was not counted', () => {
    expect(decide({ client: 1, shop: 1 })).toEqual({ kind: 'limited', retryAfter: 50 })
    expect(decide({ client: 1, wallet: 1 })).toEqual({ kind: 'limited', retryAfter: 30 })
  })

  test('behavior: never sooner than in a second', () => {
    expect(decide({ client: 11 }, { now: 1_020 })).toEqual({ kind: 'limited', retryAfter: 1 })
  })
})
