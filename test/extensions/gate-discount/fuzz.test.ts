import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'
import { runFuzz } from './runFuzz.ts'

let module: WebAssembly.Module

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount', { isMetered: true })
}, 120_000)

describe('gate-discount on fuzzed inputs', () => {
  test('default', async () => {
    const schema = await loadSchema('functions_discount_2026-10')
    const result = runFuzz({ module, schema, seed: 1, count: 900 })
    expect(result.inputs).toEqual({ signed: 300, forged: 300, broken: 300 })
    expect(result.given.signed).toBeGreaterThan(100)
  })
})
