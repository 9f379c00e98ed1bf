import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { climbCost } from './climbCost.ts'

const TRIES = 3_000
const SEEDS = [1, 2, 3] as const

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('the lines target on the most expensive carts that a search finds', () => {
  test.each(SEEDS)(
    'default: no cart exceeds a million instructions, seed %i',
    async (seed) => {
      const module = await loadFunction('gate-discount', { isMetered: true })
      expect(climbCost({ module, seed, tries: TRIES })).toBeLessThanOrEqual(1_000_000)
    },
    300_000,
  )
})
