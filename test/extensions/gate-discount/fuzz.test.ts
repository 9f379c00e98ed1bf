import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from './runFuzz.ts'
import { TARGETS } from './targets.ts'

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('the Functions on fuzzed inputs', () => {
  for (const target of ['lines', 'delivery', 'validation'] as const) {
    test(target === 'lines' ? 'default' : `behavior: the ${target} target`, async () => {
      const module = await loadFunction(TARGETS[target].handle, { isMetered: true })
      const schema = await loadSchema(`${TARGETS[target].schema}_2026-10`)
      const result = runFuzz({ target, module, schema, seed: 1, count: 3_000 })
      expect(result.inputs).toEqual({ signed: 1_000, forged: 1_000, broken: 1_000 })
      expect(result.given.signed).toBeGreaterThan(100)
      expect(result.given.signed).toBeLessThan(900)
    }, 60_000)
  }
})
