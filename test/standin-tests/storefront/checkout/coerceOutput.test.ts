import type { GraphQLSchema } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { coerceOutput } from '../../../standin/shopify/checkout/coerceOutput.ts'
import { FunctionRunError } from '../../../standin/shopify/checkout/FunctionRunError.ts'
import { loadSchema } from '../../../standin/shopify/schemas/loadSchema.ts'

let schema: GraphQLSchema
beforeAll(async () => {
  schema = await loadSchema('functions_discount_2026-07')
})

const coerce = (output: unknown) =>
  coerceOutput({ schema, target: 'cart.lines.discounts.generate.run', output })
const withCandidate = (candidate: object) => ({
  operations: [
    {
      productDiscountsAdd: {
        selectionStrategy: 'ALL',
        candidates: [
          { targets: [{ cartLine: { id: 'a' } }], value: { percentage: { value: '20' } }, ...candidate },
        ],
      },
    },
  ],
})

describe('coerceOutput', () => {
  test('default', () => {
    const value = { fixedAmount: { amount: '10.5' } }
    expect(coerce(withCandidate({ value }))).toMatchObject(
      withCandidate({ value: { fixedAmount: { amount: '10.5', appliesToEachItem: false } } }),
    )
    expect(coerce({ operations: [] })).toEqual({ operations: [] })
  })

  test.each([
    ['an empty output', null],
    ['missing operations', {}],
    ['an unknown field', withCandidate({ colour: 'red' })],
    [
      'an unknown strategy',
      { operations: [{ productDiscountsAdd: { selectionStrategy: 'BEST', candidates: [] } }] },
    ],
    ['an operation without a kind', { operations: [{}] }],
    [
      'an operation of two kinds',
      {
        operations: [
          {
            productDiscountsAdd: { selectionStrategy: 'ALL', candidates: [] },
            orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates: [] },
          },
        ],
      },
    ],
    ['two values', withCandidate({ value: { percentage: { value: '1' }, fixedAmount: { amount: '1' } } })],
    [
      'a second value, even null',
      withCandidate({ value: { percentage: { value: '1' }, fixedAmount: null } }),
    ],
    ['an invalid number', withCandidate({ value: { percentage: { value: 'much' } } })],
    ['a fractional quantity', withCandidate({ targets: [{ cartLine: { id: 'a', quantity: 1.5 } }] })],
  ])('refuses: %s', (_, output) => {
    expect(() => coerce(output)).toThrow(FunctionRunError)
  })
})
