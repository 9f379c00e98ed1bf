import { describe, expect, test } from 'vitest'
import { decidePrice } from '../../../../../extensions/gate-block/src/show/decidePrice.ts'
import { fillSentence } from '../../../../../extensions/gate-block/src/show/fillSentence.ts'
import { formatAmount } from '../../../../../extensions/gate-block/src/show/formatAmount.ts'
import { formatMoney } from '../../../../../extensions/gate-block/src/show/formatMoney.ts'
import { formatUntil } from '../../../../../extensions/gate-block/src/show/formatUntil.ts'
import { maskAddress } from '../../../../../extensions/gate-block/src/show/maskAddress.ts'
import { formatMoney as formatAsTheme } from '../../../../standin/shopify/liquid/formatMoney.ts'

describe('decidePrice', () => {
  const percent = (text: string) => ({ kind: 'percentage' as const, percent: text })
  const fixed = (amount: string) => ({ kind: 'fixed_amount' as const, amount, currency: 'EUR' })
  test('default', () => {
    expect(decidePrice({ cents: 12_000, gives: percent('20'), isWhole: false })).toBe(9600)
    expect(decidePrice({ cents: 12_000, gives: percent('12.5'), isWhole: false })).toBe(10_500)
    expect(decidePrice({ cents: 12_000, gives: fixed('10.50'), isWhole: false })).toBe(10_950)
    expect(decidePrice({ cents: 500, gives: fixed('10'), isWhole: false })).toBe(0)
  })
  test('behavior: shows no price that the checkout might round otherwise', () => {
    expect(decidePrice({ cents: 1999, gives: percent('12.5'), isWhole: false })).toBeNull()
    expect(decidePrice({ cents: 12_300, gives: percent('5'), isWhole: true })).toBeNull()
    expect(decidePrice({ cents: 12_000, gives: fixed('1.005'), isWhole: false })).toBeNull()
    expect(decidePrice({ cents: 12_000, gives: { kind: 'exclusive' }, isWhole: false })).toBeNull()
    expect(decidePrice({ cents: 12_000, gives: null, isWhole: false })).toBeNull()
    expect(decidePrice({ cents: 12_000, gives: percent('x'), isWhole: false })).toBeNull()
  })
})

describe('formatMoney', () => {
  test('default: as the theme writes prices, whatever the format', () => {
    const names = [
      'amount',
      'amount_no_decimals',
      'amount_with_comma_separator',
      'amount_no_decimals_with_comma_separator',
      'amount_no_decimals_with_space_separator',
      'amount_with_space_separator',
      'amount_with_period_and_space_separator',
    ]
    for (const name of names) {
      for (const cents of [0, 5, 100, 123_456, 98_765_432_100]) {
        const format = `€{{ ${name} }} *`
        const ours = formatMoney({ cents, format })
        if (!name.includes('no_decimals')) expect(ours).toBe(formatAsTheme({ cents, format }))
        else if (cents % 100 === 0) expect(ours).toBe(formatAsTheme({ cents, format }))
      }
    }
    const apostrophe = formatMoney({ cents: 123_456, format: 'CHF {{amount_with_apostrophe_separator}}' })
    expect(apostrophe).toBe('CHF 1’234.56')
  })
})

describe('formatAmount', () => {
  test('default', () => {
    expect(formatAmount('25000', 'en')).toBe('25,000')
    expect(formatAmount('1000000.5', 'de')).toBe('1.000.000,5')
    expect(formatAmount('0.000000000000000001', 'en')).toBe('0.000000000000000001')
    expect(formatAmount('123456789012345678901234567890', 'en')).toBe(
      '123,456,789,012,345,678,901,234,567,890',
    )
    expect(formatAmount('<b>', 'en')).toBe('<b>')
  })
})

describe('sentences', () => {
  test('default', () => {
    expect(fillSentence('[a] and [b], [c]', { a: '[b]', b: '$&' })).toBe('[b] and $&, [c]')
    expect(maskAddress(`0x12${'00'.repeat(18)}9f`)).toBe('0x12…9f')
    const noon = new Date(2026, 10, 25, 12).getTime() / 1000
    const written = formatUntil({ at: noon + 6 * 3600, now: noon, locale: 'en-US' })
    expect(written.replace(/\s/g, ' ')).toBe('6:00 PM')
    expect(formatUntil({ at: noon + 24 * 3600, now: noon, locale: 'en-US' })).toMatch(/^Thu/)
  })
})
