import { expect, test } from 'vitest'
import { formatCsv, formatCsvAmount } from '../../app/admin/formatCsv.ts'

test('default: lines with CRLF; quotes where a cell needs them', () => {
  expect(
    formatCsv([
      ['Day', 'Name'],
      ['2026-11-28', 'Owls, "old" ones'],
      [1, 2n],
      ['a\nb', ' c '],
    ]),
  ).toBe('Day,Name\r\n2026-11-28,"Owls, ""old"" ones"\r\n1,2\r\n"a\nb"," c "\r\n')
})

test.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', '-', '+4915123'])(
  'behavior: %j is no formula for a program of tables',
  (text) => {
    expect(formatCsv([[text]])).toMatch(/^"?'/)
  },
)

test('behavior: a number below zero stays a number', () => {
  expect(formatCsv([[-5, '-5.25', 'a-b', 'x@y', '0xab']])).toBe('-5,-5.25,a-b,x@y,0xab\r\n')
})

test.each([
  [0n, '0'],
  [5n, '0.005'],
  [1_000n, '1'],
  [1_234_500n, '1234.5'],
  [-20n, '-0.02'],
  [9_007_199_254_740_993_001n, '9007199254740993.001'],
])('behavior: %s thousandths are %s', (amount, text) => expect(formatCsvAmount(amount)).toBe(text))
