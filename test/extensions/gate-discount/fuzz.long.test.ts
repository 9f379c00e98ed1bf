import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from './runFuzz.ts'
import { TARGETS } from './targets.ts'

const COUNTS = { lines: 60_000, delivery: 12_000, validation: 36_000 } as const

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('the Functions on more than a hundred thousand fuzzed inputs', () => {
  for (const target of ['lines', 'delivery', 'validation'] as const) {
    test(target === 'lines' ? 'default' : `behavior: the ${target} target`, async () => {
      const count = COUNTS[target]
      const module = await loadFunction(TARGETS[target].handle, { isMetered: true })
      const schema = await loadSchema(`${TARGETS[target].schema}_2026-07`)
      const result = runFuzz({ target, module, schema, seed: 20261125, count })
      expect(result.inputs).toEqual({ signed: count / 3, forged: count / 3, broken: count / 3 })
      expect(result.given.signed).toBeGreaterThan(count / 30)
      expect(result.given.signed).toBeLessThan(count / 3 - count / 30)
      expect(result.mostInstructions).toBeLessThanOrEqual(1_000_000)
    }, 900_000)
  }
})
