import { expect, test } from 'vitest'
import { SEED } from '../../random.ts'
import { searchDishonestOrders } from './dishonestOrders.ts'

test('refuses: in 300,000 random orders, whatever a dishonest line proof does not entitle to', () => {
  const { faults, met } = searchDishonestOrders({ count: 300_000, seed: SEED })
  expect(faults.slice(0, 3)).toEqual([])
  expect(Object.entries(met).filter(([, times]) => times < 10_000)).toEqual([])
}, 600_000)
