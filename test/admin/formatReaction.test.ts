import { expect, test } from 'vitest'
import { formatReaction } from '../../app/admin/formatReaction.ts'
import type { ReactionForm } from '../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'

const form = (over: Partial<ReactionForm>): ReactionForm => ({
  ...NO_FLAGS,
  price: 'none',
  value: '',
  ...over,
})
const format = (over: Partial<ReactionForm>, currencyCode = 'EUR') =>
  formatReaction({ reaction: form(over), currencyCode })?.replace(/\u00a0/g, ' ')

test.each([
  ['percentage', '20', 'EUR', '20% off'],
  ['percentage', ' 12.5 % ', 'EUR', '12.5% off'],
  ['fixedAmount', '5.5', 'EUR', '€5.50 off'],
  ['fixedAmount', '5', 'USD', '$5 off'],
  ['fixedAmount', '1500', 'JPY', '¥1,500 off'],
  ['fixedAmount', '1.234', 'KWD', 'KWD 1.234 off'],
  ['percentage', '12,5', 'EUR', '12.5% off'],
  ['fixedAmount', '5,50', 'EUR', '€5.50 off'],
  ['orderPercentage', '10', 'EUR', '10% off the order'],
  ['orderAmount', '7', 'EUR', '€7 off the order'],
] as const)('default: %s of "%s" in %s is "%s"', (price, value, currencyCode, text) => {
  expect(format({ price, value }, currencyCode)).toBe(text)
})

test.each<[Partial<ReactionForm>, string]>([
  [{ exclusive: true }, 'Exclusive access'],
  [{ freeShipping: true }, 'Free shipping'],
  [{ exclusive: true, price: 'percentage', value: '20' }, 'Exclusive access and 20% off'],
  [
    { ...NO_FLAGS, exclusive: true, price: 'orderAmount', value: '5', freeShipping: true },
    'Exclusive access, €5 off the order and free shipping',
  ],
  [{ exclusive: true, price: 'percentage', value: 'soon' }, 'Exclusive access'],
])('behavior: %o is "%s"', (over, text) => {
  expect(format(over)).toBe(text)
})

test.each([
  ['percentage', ''],
  ['percentage', '0'],
  ['percentage', '101'],
  ['orderPercentage', '101'],
  ['fixedAmount', '5,500'],
  ['fixedAmount', '-1'],
  ['none', '20'],
] as const)('behavior: %s of "%s" is undefined', (price, value) => {
  expect(format({ price, value })).toBeUndefined()
})
