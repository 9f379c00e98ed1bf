import { expect, test } from 'vitest'
import { formatReaction } from '../../app/admin/formatReaction.ts'

test.each([
  ['percentage', '20', 'EUR', '20% off'],
  ['percentage', ' 12.5 % ', 'EUR', '12.5% off'],
  ['fixedAmount', '5.5', 'EUR', '€5.50 off'],
  ['fixedAmount', '5', 'USD', '$5 off'],
  ['fixedAmount', '1500', 'JPY', '¥1,500 off'],
  ['fixedAmount', '1.234', 'KWD', 'KWD 1.234 off'],
] as const)('default: %s of "%s" in %s is "%s"', (kind, value, currencyCode, text) => {
  expect(formatReaction({ kind, value, currencyCode })?.replace(/\u00a0/g, ' ')).toBe(text)
})

test.each([
  ['percentage', ''],
  ['percentage', '0'],
  ['percentage', '101'],
  ['fixedAmount', '5,50'],
  ['fixedAmount', '-1'],
] as const)('behavior: %s of "%s" is nothing yet', (kind, value) => {
  expect(formatReaction({ kind, value, currencyCode: 'EUR' })).toBeNull()
})
