import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { benchFunctionCost } from '../../bench/functionCost.ts'

let rows: Awaited<ReturnType<typeof benchFunctionCost>>

beforeAll(async () => {
  await buildFunctions()
  rows = await benchFunctionCost({ fuzzCount: 300 })
}, 180_000)

describe('the cost of the Functions', () => {
  test('default', () => {
    expect(rows.filter(({ holds }) => !holds)).toEqual([])
    expect(rows.filter(({ unit }) => unit === 'own instructions')).toHaveLength(3 * (8 + 1 + 1 + 2))
  })

  test('behavior: each query costs what docs/spec/checkout.md#6-input-queries states', () => {
    const costs = rows.filter(({ unit }) => unit === 'cost').map(({ name, ours }) => [name, ours])
    expect(Object.fromEntries(costs)).toEqual({
      'Function, gate-discount, query cart_lines_discounts_generate_run': 30,
      'Function, gate-discount, query cart_delivery_options_discounts_generate_run': 26,
      'Function, gate-validation, query cart_validations_generate_run': 30,
    })
  })
})
