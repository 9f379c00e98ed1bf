import { describe, expect, test } from 'vitest'
import { loadSchema } from '../shopify/schemas/loadSchema.ts'
import { checkOutput } from './checkOutput.ts'

const schema = await loadSchema('functions_discount_2026-07')
const check = (output: unknown) => checkOutput({ schema, target: 'cartLinesDiscountsGenerateRun', output })
const add = (candidate: unknown) => ({
  operations: [{ productDiscountsAdd: { selectionStrategy: 'ALL', candidates: [candidate] } }],
})
const targets = [{ cartLine: { id: 'gid://shopify/CartLine/1', quantity: 1 } }]

describe('checkOutput', () => {
  test('default', () => {
    expect(check({ operations: [] })).toEqual([])
    expect(check(add({ targets, value: { percentage: { value: '20' } } }))).toEqual([])
  })

  for (const [why, output, problem] of [
    ['an unknown field', { operations: [], more: 1 }, 'more'],
    ['missing operations', {}, 'operations'],
    [
      'an operation with two fields',
      add({ targets, value: { percentage: { value: '1' }, fixedAmount: { amount: '1' } } }),
      'exactly one',
    ],
    ['a value without a field', add({ targets, value: {} }), 'exactly one'],
    [
      'a number instead of a decimal',
      add({ targets, value: { percentage: { value: 20 } } }),
      'is not a decimal',
    ],
    ['over 100 %', add({ targets, value: { percentage: { value: '100.01' } } }), 'out of range'],
    ['a negative amount', add({ targets, value: { fixedAmount: { amount: '-1' } } }), 'out of range'],
    [
      'zero units',
      add({ targets: [{ cartLine: { id: '1', quantity: 0 } }], value: { percentage: { value: '1' } } }),
      'out of range',
    ],
    [
      'an unknown strategy',
      { operations: [{ productDiscountsAdd: { selectionStrategy: 'BEST', candidates: [] } }] },
      'BEST',
    ],
  ] as const) {
    test(`refuses: ${why}`, () => {
      expect(check(output).join('\n')).toContain(problem)
    })
  }
})
