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
