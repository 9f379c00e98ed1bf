import { expect, test } from 'vitest'
import { parseOrder } from '../../app/bigcommerce/parseOrder.ts'

const instant = 'Mon, 30 Nov 2026 12:00:00 +0000'
const order = { id: 250, date_created: instant, date_modified: instant, status_id: 4 }
const line = { id: 1, product_id: 113, variant_id: 364, name: 'Cap', quantity: 2, quantity_refunded: 1 }
const left = (amounts: { refunded_amount?: string; total_inc_tax?: string }) =>
  parseOrder({ ...order, ...amounts }, [line], []).lines[0]?.currentQuantity

test('default: nothing is left of an order that was refunded as a whole, or that staff called so', () => {
  expect(left({ refunded_amount: '50.0000', total_inc_tax: '50.0000' })).toBe(0)
  expect(left({ refunded_amount: '0.0000', total_inc_tax: '50.0000' })).toBe(0)
  expect(left({})).toBe(0)
})

test('refuses: a use back for a refund of a part, though the status says Refunded', () => {
  expect(left({ refunded_amount: '1.0000', total_inc_tax: '50.0000' })).toBe(1)
})

const coupon = { code: 'PAL-1', discount: 15 }
const discounted = {
  ...line,
  applied_discounts: [{ amount: '15.0000', code: 'PAL-1', target: 'product' as const }],
}

test.each([
  ['free shipping', 4],
  ['off shipping', 3],
  ['a promotion that takes nothing off a line', 5],
])('behavior: a coupon of the type of %s takes its amount off shipping', (_, type) => {
  const { shippingDiscounts, codes } = parseOrder(order, [line], [{ ...coupon, type }])
  expect(shippingDiscounts).toMatchObject([{ amount: 15_000n, code: 'PAL-1' }])
  expect(codes).toEqual(['PAL-1'])
})

test.each([0, 1, 2, 5])(
  'behavior: a coupon of type %i that is on a line took nothing off shipping',
  (type) => {
    const { shippingDiscounts, codes, lines } = parseOrder(order, [discounted], [{ ...coupon, type }])
    expect([shippingDiscounts, codes, lines[0]?.codes]).toEqual([[], ['PAL-1'], ['PAL-1']])
  },
)

test.each([6, -1, undefined])('refuses: the code of a coupon of the unknown type %s', (type) => {
  const strange = type === undefined ? coupon : { ...coupon, type }
  const { shippingDiscounts, codes, lines } = parseOrder(order, [discounted], [strange])
  expect([shippingDiscounts, codes, lines[0]?.codes]).toEqual([[], [], []])
})
