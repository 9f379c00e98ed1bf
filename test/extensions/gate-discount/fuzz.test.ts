import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from './runFuzz.ts'
import { TARGETS } from './targets.ts'

/** Inputs of each sort. The suite `long` has a hundred thousand carts. */
const EACH = 400

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('the Functions on fuzzed inputs', () => {
  for (const target of ['lines', 'delivery', 'validation'] as const) {
    test(target === 'lines' ? 'default' : `behavior: the ${target} target`, async () => {
      const module = await loadFunction(TARGETS[target].handle, { isMetered: true })
      const schema = await loadSchema(`${TARGETS[target].schema}_2026-10`)
      const result = runFuzz({ target, module, schema, seed: 1, count: 3 * EACH })
      expect(result.inputs).toEqual({ signed: EACH, forged: EACH, broken: EACH })
      expect(result.given.signed).toBeGreaterThan(0.1 * EACH)
      expect(result.given.signed).toBeLessThan(0.9 * EACH)
    }, 60_000)
  }
})
