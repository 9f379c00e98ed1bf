import { expect, test } from 'vitest'
import { describeWaiting } from '../../../app/admin/orders/describeWaiting.ts'

test('default: how many orders wait, and for how long the oldest', () => {
  expect(describeWaiting({ count: 4120, seconds: 720, lastError: null })).toBe(
    '4,120 orders wait to be checked. The oldest has waited for 12 minutes. Palisade checks them in turn.',
  )
})

test('behavior: one order, and why the last attempt failed', () => {
  const lastError = 'The request to Shopify failed. Try again in a moment.'
  expect(describeWaiting({ count: 1, seconds: 130, lastError })).toBe(
    '1 order waits to be checked. It has waited for 2 minutes. Palisade tries again by itself. ' +
      'The last attempt failed: The request to Shopify failed. Try again in a moment.',
  )
})
