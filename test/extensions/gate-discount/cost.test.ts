import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { benchFunctionCost } from '../../bench/functionCost.ts'

beforeAll(async () => {
  await buildFunctions()
}, 120_000)

describe('what gate-discount costs', () => {
  test('default', async () => {
    const rows = await benchFunctionCost({ fuzzCount: 600 })
    expect(rows.map(({ unit }) => unit)).toEqual([
      'own instructions',
      'own instructions',
      'own instructions',
      'own instructions',
      'own instructions',
      'bytes',
      'cost',
    ])
    expect(rows.filter(({ holds }) => !holds)).toEqual([])
  })

  test('behavior: counts are the same each time', async () => {
    const [first] = await benchFunctionCost({ fuzzCount: 3 })
    const [second] = await benchFunctionCost({ fuzzCount: 3 })
    expect(first?.ours).toBe(second?.ours)
  })
})
