import { describe, expect, test } from 'vitest'
import {
  applyDiscounts,
  type DiscountClaim,
  spread,
} from '../../../standin/shopify/checkout/applyDiscounts.ts'
import { parseDecimal } from '../../../standin/shopify/checkout/decimal.ts'
import type { DeliveryGroup } from '../../../standin/shopify/checkout/listDeliveryGroups.ts'
import type { CheckoutLine } from '../../../standin/shopify/checkout/listLines.ts'
import type { DiscountOperation, DiscountValue } from '../../../standin/shopify/checkout/parseOperations.ts'

const line = (id: string, unitMinor: bigint, quantity = 1) =>
  ({ id, quantity, unitMinor, subtotalMinor: unitMinor * BigInt(quantity) }) as CheckoutLine
const percent = (text: string): DiscountValue => ({ kind: 'percentage', percent: parseDecimal(text) })
const amount = (text: string, appliesToEachItem = false): DiscountValue => ({
  kind: 'fixedAmount',
  amount: parseDecimal(text),
  appliesToEachItem,
})
const product = (
  candidates: [DiscountValue, [string, number][]][],
  strategy: 'FIRST' | 'MAXIMUM' | 'ALL' = 'ALL',
): DiscountOperation => ({
  kind: 'product',
  strategy,
  candidates: candidates.map(([value, targets]) => ({
    message: null,
    value,
    targets: targets.map(([lineId, quantity]) => ({ lineId, quantity })),
  })),
})
const order = (values: DiscountValue[], excluded: string[] = []): DiscountOperation => ({
  kind: 'order',
  strategy: 'MAXIMUM',
  candidates: values.map((value) => ({
    message: null,
    value,
    excludedLineIds: new Set(excluded),
    conditions: [],
  })),
})
const delivery = (value: DiscountValue, ...groupIds: string[]): DiscountOperation => ({
  kind: 'delivery',
  candidates: [{ message: null, value, groupIds: new Set(groupIds) }],
})
const none = { productDiscounts: false, orderDiscounts: false, shippingDiscounts: false }
const all = { productDiscounts: true, orderDiscounts: true, shippingDiscounts: true }
const groups = [{ id: 'parcel', costMinor: 490n }] as DeliveryGroup[]
const claim = (discountId: string, operations: DiscountOperation[], combinesWith = none): DiscountClaim => ({
  discountId,
  title: discountId,
  code: null,
  combinesWith,
  operations,
})

function apply(lines: CheckoutLine[], claims: DiscountClaim[], decimals = 2) {
  const result = applyDiscounts({ lines, groups, claims, decimals })
  return {
    lines: Object.fromEntries([...result.lineDiscounts].map(([id, { amountMinor }]) => [id, amountMinor])),
    by: Object.fromEntries([...result.lineDiscounts].map(([id, { discountId }]) => [id, discountId])),
    order: result.orderDiscounts.map(({ amountMinor }) => amountMinor),
    shipping: [...result.shippingDiscounts.values()].map(({ amountMinor }) => amountMinor),
  }
}

describe('applyDiscounts', () => {
  test('default', () => {
    const lines = [line('a', 12000n), line('b', 1850n)]
    expect(apply(lines, [claim('D', [product([[percent('20'), [['a', 1]]]])])])).toEqual({
      lines: { a: 2400n },
      by: { a: 'D' },
      order: [],
      shipping: [],
    })
  })

  test('behavior: a delivery has one shipping discount, which is at most its price', () => {
    const lines = [line('a', 12000n)]
    expect(apply(lines, [claim('D', [delivery(percent('100'), 'parcel')])]).shipping).toEqual([490n])
    expect(apply(lines, [claim('D', [delivery(amount('9'), 'parcel')])]).shipping).toEqual([490n])
    const two = [
      claim('D', [delivery(amount('2'), 'parcel')], all),
      claim('E', [delivery(amount('3'), 'parcel')], all),
    ]
    expect(apply(lines, two).shipping).toEqual([300n])
  })

  test('behavior: a shipping discount applies beside a price only if both combine', () => {
    const lines = [line('a', 12000n)]
    const price = (combines: typeof none) => claim('P', [product([[percent('10'), [['a', 1]]]])], combines)
    const ship = (combines: typeof none) => claim('S', [delivery(percent('100'), 'parcel')], combines)
    expect(apply(lines, [price(all), ship(all)])).toMatchObject({ lines: { a: 1200n }, shipping: [490n] })
    expect(apply(lines, [price(all), ship(none)])).toMatchObject({ lines: { a: 1200n }, shipping: [] })
    expect(apply(lines, [price({ ...all, shippingDiscounts: false }), ship(all)]).shipping).toEqual([])
  })

  test('behavior: a target may be part of a line', () => {
    const claims = [claim('D', [product([[percent('50'), [['a', 2]]]])])]
    expect(apply([line('a', 1001n, 5)], claims).lines).toEqual({ a: 1001n })
  })

  test('behavior: an amount reduces each item, at most to zero, or is spread once over all targets', () => {
    const lines = [line('a', 1000n, 2), line('b', 300n)]
    const targets: [string, number][] = [
      ['a', 2],
      ['b', 1],
    ]
    expect(apply(lines, [claim('D', [product([[amount('5', true), targets]])])]).lines).toEqual({
      a: 1000n,
      b: 300n,
    })
    expect(apply(lines, [claim('D', [product([[amount('5'), targets]])])]).lines).toEqual({ a: 434n, b: 66n })
  })

  test('behavior: amounts follow the currency, with no decimals or three', () => {
    expect(
      apply([line('a', 19590n)], [claim('D', [product([[amount('1500', true), [['a', 1]]]])])], 0).lines,
    ).toEqual({ a: 1500n })
    expect(
      apply([line('a', 6174n)], [claim('D', [product([[amount('0.125', true), [['a', 1]]]])])], 3).lines,
    ).toEqual({ a: 125n })
  })

  test('behavior: the strategy chooses among candidates', () => {
    const lines = [line('a', 1000n), line('b', 5000n)]
    const candidates: [DiscountValue, [string, number][]][] = [
      [percent('10'), [['a', 1]]],
      [percent('10'), [['b', 1]]],
    ]
    expect(apply(lines, [claim('D', [product(candidates, 'FIRST')])]).lines).toEqual({ a: 100n })
    expect(apply(lines, [claim('D', [product(candidates, 'MAXIMUM')])]).lines).toEqual({ b: 500n })
    expect(apply(lines, [claim('D', [product(candidates, 'ALL')])]).lines).toEqual({ a: 100n, b: 500n })
  })

  test('behavior: a line gets one product discount, the best', () => {
    const lines = [line('a', 1000n), line('b', 1000n)]
    const left = claim(
      'L',
      [
        product([
          [percent('10'), [['a', 1]]],
          [percent('30'), [['b', 1]]],
        ]),
      ],
      all,
    )
    const right = claim(
      'R',
      [
        product([
          [percent('20'), [['a', 1]]],
          [percent('20'), [['b', 1]]],
        ]),
      ],
      all,
    )
    expect(apply(lines, [left, right])).toMatchObject({ lines: { a: 200n, b: 300n }, by: { a: 'R', b: 'L' } })
  })

  test('behavior: of discounts that do not combine, the one that saves most remains', () => {
    const lines = [line('a', 1000n), line('b', 1000n)]
    const left = claim('L', [product([[percent('30'), [['a', 1]]]])])
    const right = claim(
      'R',
      [
        product([
          [percent('20'), [['a', 1]]],
          [percent('20'), [['b', 1]]],
        ]),
      ],
      all,
    )
    expect(apply(lines, [left, right]).by).toEqual({ a: 'R', b: 'R' })
  })

  test('behavior: an order discount applies to what line discounts leave, without excluded lines', () => {
    const lines = [line('a', 1000n), line('b', 1000n)]
    const claims = [
      claim('D', [product([[percent('50'), [['a', 1]]]]), order([percent('10'), amount('0.40')], ['b'])]),
    ]
    expect(apply(lines, claims)).toMatchObject({ lines: { a: 500n }, order: [50n] })
  })

  test('behavior: no amount goes below zero', () => {
    const claims = [claim('L', [order([amount('8')])], all), claim('R', [order([amount('8')])], all)]
    expect(apply([line('a', 1000n)], claims).order).toEqual([800n, 200n])
  })
})

describe('spread', () => {
  test('default', () => {
    const shares = ['a', 'b', 'c'].map((id) => ({ id, worthMinor: 333n }))
    expect([...spread(100n, shares).values()]).toEqual([33n, 33n, 34n])
  })
})
