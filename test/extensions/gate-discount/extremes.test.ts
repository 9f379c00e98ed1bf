import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { type MeasuredExtreme, measureExtremes } from './measureExtremes.ts'

const MOST = 1_000_000
/** Brackets upon brackets in a member that nobody reads: over the bar, far below Shopify's 11,000,000. */
const MOST_FOREIGN = 1_450_000

let extremes: MeasuredExtreme[]

beforeAll(async () => {
  await buildFunctions()
  extremes = measureExtremes({ module: await loadFunction('gate-discount', { isMetered: true }) })
}, 120_000)

describe('gate-discount on the most that 200 lines can ask of it', () => {
  test('default', () => {
    const over = extremes.filter(({ isForeign, instructions }) => !isForeign && instructions > MOST)
    expect(over).toEqual([])
  })

  test('behavior: a config that no formatter of ours writes costs more, and no more than it did', () => {
    const foreign = extremes.filter(({ isForeign }) => isForeign)
    expect(foreign.length).toBeGreaterThan(1)
    expect(foreign.filter(({ instructions }) => instructions > MOST_FOREIGN)).toEqual([])
  })
})
