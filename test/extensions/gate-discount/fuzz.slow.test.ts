import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from './runFuzz.ts'

const COUNT = 100_002

let module: WebAssembly.Module

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount', { isMetered: true })
}, 120_000)

describe('gate-discount on a hundred thousand fuzzed inputs', () => {
  test('default', async () => {
    const schema = await loadSchema('functions_discount_2026-07')
    const result = runFuzz({ module, schema, seed: 20261125, count: COUNT })
    expect(result.inputs).toEqual({ signed: COUNT / 3, forged: COUNT / 3, broken: COUNT / 3 })
    expect(result.given.signed).toBeGreaterThan(COUNT / 8)
    expect(result.mostInstructions).toBeLessThanOrEqual(1_000_000)
  })
})
