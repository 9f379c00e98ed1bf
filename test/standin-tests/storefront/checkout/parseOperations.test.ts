import { describe, expect, test } from 'vitest'
import { FunctionRunError } from '../../../standin/shopify/checkout/FunctionRunError.ts'
import type { DeliveryGroup } from '../../../standin/shopify/checkout/listDeliveryGroups.ts'
import type { CheckoutLine } from '../../../standin/shopify/checkout/listLines.ts'
import { parseOperations } from '../../../standin/shopify/checkout/parseOperations.ts'

const lines = [{ id: 'a', quantity: 3 }] as CheckoutLine[]
const groups = [{ id: 'g', handle: 'standard' }] as DeliveryGroup[]
const parse = (operation: object, discountClasses = ['PRODUCT', 'ORDER']) =>
  parseOperations({ result: { operations: [operation] }, lines, groups, discountClasses })
const product = (cartLine: object, value: object = { percentage: { value: '20' } }, more: object = {}) => ({
  productDiscountsAdd: {
    selectionStrategy: 'ALL',
    candidates: [{ targets: [{ cartLine }], value, ...more }],
  },
})
const order = (excludedCartLineIds: string[]) => ({
  orderDiscountsAdd: {
    selectionStrategy: 'FIRST',
    candidates: [
      { targets: [{ orderSubtotal: { excludedCartLineIds } }], value: { fixedAmount: { amount: 5 } } },
    ],
  },
})

describe('parseOperations', () => {
  test('default', () => {
    expect(parse(product({ id: 'a', quantity: 2 }))).toMatchObject([
      { kind: 'product', candidates: [{ targets: [{ lineId: 'a', quantity: 2 }] }] },
    ])
    expect(parse(order(['a']))).toMatchObject([{ kind: 'order', candidates: [{ conditions: [] }] }])
  })

  test('behavior: a missing or too large quantity means the whole line', () => {
    for (const quantity of [undefined, 9]) {
      expect(parse(product({ id: 'a', quantity }))).toMatchObject([
        { candidates: [{ targets: [{ quantity: 3 }] }] },
      ])
    }
  })

  test('behavior: a candidate with unmet prerequisites is left out', () => {
    const prerequisites = [{ cartLine: { id: 'a', quantity: 4 } }]
    expect(parse(product({ id: 'a' }, undefined, { prerequisites }))).toMatchObject([{ candidates: [] }])
  })

  test.each([
    ['a line outside the cart', product({ id: 'z' })],
    ['an excluded line outside the cart', order(['z'])],
    ['zero units', product({ id: 'a', quantity: 0 })],
    ['a percentage above 100', product({ id: 'a' }, { percentage: { value: '100.01' } })],
    ['a negative amount', product({ id: 'a' }, { fixedAmount: { amount: '-1' } })],
  ])('refuses: %s', (_, operation) => {
    expect(() => parse(operation)).toThrow(FunctionRunError)
  })

  test('refuses: a class that the discount does not have', () => {
    expect(() => parse(product({ id: 'a' }), ['ORDER'])).toThrow(FunctionRunError)
  })
})
