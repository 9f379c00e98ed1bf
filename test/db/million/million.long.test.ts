import { describe, expect, test } from 'vitest'
import { engines } from '../engines.ts'
import { isSlow, measureMillion } from './measureMillion.ts'

/*
 * What a shop costs does not grow with its past. `npm run bench million` measures the same with a million of everything,
 * in one shop and over 500.
 */
const KINDS = { gates: 500, lists: 20, shops: 1 }
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

describe.runIf(isThere)('a shop with 200,000 of everything', () => {
  test('default: unlocks, orders, sweeps and every page take as long as with 10,000', async () => {
    const measured = await measureMillion({
      small: { ...KINDS, rows: 10_000 },
      large: { ...KINDS, rows: 200_000 },
      rounds: 7,
      say: () => {},
    })
    expect(measured.length).toBeGreaterThan(60)
    expect(measured.filter(isSlow)).toEqual([])
  }, 1_800_000)
})
