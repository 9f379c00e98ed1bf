import { expect, test } from 'vitest'
import { chooseOrderedAt } from '../../../app/core/settlement/chooseOrderedAt.ts'
import { PAYING_SECONDS } from '../../../app/core/settlement/margins.ts'

const createdAt = 1_796_000_000
const found = (seconds: number) => ({ createdAt, updatedAt: createdAt + seconds })
const store = (seconds: number, before: number | null = null) =>
  chooseOrderedAt({ platform: 'bigcommerce', found: found(seconds), before }) - createdAt

test('default: an order of Shopify was ordered when Shopify says so', () => {
  const late = found(PAYING_SECONDS * 9)
  expect(chooseOrderedAt({ platform: 'shopify', found: late, before: createdAt - 5 })).toBe(createdAt)
})

test('behavior: an order of a store that changed within the time of a payment counts from its date', () => {
  expect([store(0), store(PAYING_SECONDS)]).toEqual([0, 0])
})

test('behavior: an order of a store that was paid later counts from the change that the first settling saw', () => {
  expect(store(PAYING_SECONDS + 1)).toBe(PAYING_SECONDS + 1)
  expect(store(9 * PAYING_SECONDS, createdAt + PAYING_SECONDS + 1)).toBe(PAYING_SECONDS + 1)
  expect(store(9 * PAYING_SECONDS, createdAt)).toBe(0)
})
