import { expect, test } from 'vitest'
import { searchDishonestOrders } from './dishonestOrders.ts'

/** DISHONEST_SEED repeats a run. */
const seed = Number(process.env.DISHONEST_SEED ?? Math.floor(Math.random() * 2 ** 31))

test('refuses: in 300,000 random orders, whatever a dishonest line proof does not speak for', () => {
  const { faults, met } = searchDishonestOrders({ count: 300_000, seed })
  expect(faults.slice(0, 3)).toEqual([])
  expect(Object.entries(met).filter(([, times]) => times < 10_000)).toEqual([])
}, 600_000)
