import { describe, expect, test } from 'vitest'
import { findPriceIssue, parsePriceValue } from '../../../app/core/gate/reaction.ts'

const share = (value: string) => findPriceIssue({ kind: 'percentage', value, currencyCode: 'EUR' })
const money = (value: string, currencyCode = 'EUR') =>
  findPriceIssue({ kind: 'fixedAmount', value, currencyCode })

describe('parsePriceValue', () => {
  test('default: a comma or a point comes before the decimals', () => {
    expect(parsePriceValue({ kind: 'percentage', value: '12,5 %' })).toEqual({
      kind: 'percentage',
      hundredths: 1_250,
    })
    expect(parsePriceValue({ kind: 'fixedAmount', value: '5,99' })).toEqual({
      kind: 'fixedAmount',
      thousandths: 5_990n,
    })
    expect(parsePriceValue({ kind: 'fixedAmount', value: '1,000' })).toBeNull()
  })
})

describe('findPriceIssue', () => {
  test('default: nothing is wrong', () => {
    for (const value of ['20', '12.5', '12,5', '0,01', '100%', '33.330']) expect(share(value)).toBeNull()
    for (const value of ['5', '5.9', '5,99', '1000']) expect(money(value)).toBeNull()
    expect(money('5', 'JPY')).toBeNull()
    expect(money('5.125', 'KWD')).toBeNull()
  })

  test.each([
    ['12.345', 'share-decimals'],
    ['12,345', 'comma-unclear'],
    ['0', 'not-a-percentage'],
    ['101', 'not-a-percentage'],
    ['', 'not-a-percentage'],
    ['a', 'not-a-percentage'],
  ])('refuses: %s percent (ERR_GATE_INVALID: %s)', (value, issue) => {
    expect(share(value)).toBe(issue)
  })

  test.each([
    ['5.999', 'EUR', 'money-decimals'],
    ['5.000', 'EUR', 'money-decimals'],
    ['5.5', 'JPY', 'money-decimals'],
    ['5.1255', 'KWD', 'money-decimals'],
    ['1,000', 'EUR', 'comma-unclear'],
    ['1,000.50', 'EUR', 'comma-unclear'],
    ['1.000,50', 'EUR', 'comma-unclear'],
    ['0', 'EUR', 'not-an-amount'],
    ['-5', 'EUR', 'not-an-amount'],
    ['', 'EUR', 'not-an-amount'],
  ])('refuses: %s in %s (ERR_GATE_INVALID: %s)', (value, currencyCode, issue) => {
    expect(money(value, currencyCode)).toBe(issue)
  })
})
