import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { measureExtremes } from './measureExtremes.ts'
import { TARGETS } from './targets.ts'

const MOST = 1_000_000
/** Deeply nested brackets in a member that nothing reads: above the bar, far below Shopify's 11,000,000. */
const MOST_FOREIGN = 1_450_000

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('the Functions on the most expensive input of 200 lines', () => {
  for (const target of ['lines', 'delivery', 'validation'] as const) {
    test(target === 'lines' ? 'default' : `behavior: the ${target} target`, async () => {
      const module = await loadFunction(TARGETS[target].handle, { isMetered: true })
      const extremes = measureExtremes({ target, module })
      expect(extremes.filter(({ isForeign, instructions }) => !isForeign && instructions > MOST)).toEqual([])
      // A config that our formatters never write costs more, but no more than before.
      const foreign = extremes.filter(({ isForeign }) => isForeign)
      expect(foreign.length).toBeGreaterThan(1)
      expect(foreign.filter(({ instructions }) => instructions > MOST_FOREIGN)).toEqual([])
    }, 60_000)
  }
})
