import { describe, expect, test } from 'vitest'
import { addCounts, listDayNumbers } from '../../../app/core/numbers/addCounts.ts'
import { addDays, countDays, parseDayOn } from '../../../app/core/numbers/days.ts'
import { parseWalletSearch } from '../../../app/core/numbers/parseWalletSearch.ts'
import { composePeriodBefore, parsePeriod } from '../../../app/core/numbers/period.ts'

const today = '2026-03-02'
const parse = (asked: Partial<Parameters<typeof parsePeriod>[0]>) =>
  parsePeriod({ days: null, from: null, until: null, today, ...asked })
const refusal = { code: 'ERR_QUERY_INVALID' }

describe('days', () => {
  test('default: days of the calendar, over months, leap days and changes of the clock', () => {
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(countDays({ from: '2026-02-28', to: '2026-03-01' })).toBe(2)
  })

  test.each(['', '2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', ' 2026-01-01', '2026-01-01T00:00'])(
    'behavior: %j is no day',
    (text) => expect(parseDayOn(text)).toBeNull(),
  )
})

describe('parsePeriod', () => {
  test('default: the last thirty days; the period before is as long', () => {
    expect(parse({})).toEqual({ from: '2026-02-01', to: today, days: 30 })
    expect(parse({ days: '7' })).toEqual({ from: '2026-02-24', to: today, days: 7 })
    expect(composePeriodBefore(parse({ days: '7' }))).toEqual({ from: '2026-02-17', to: '2026-02-23' })
    expect(parse({ from: today, until: today })).toEqual({ from: today, to: today, days: null })
  })

  test.each<[string, Partial<Parameters<typeof parsePeriod>[0]>]>([
    ['a length that nobody offers', { days: '31' }],
    ['a length that is no number', { days: '-7' }],
    ['a length and days', { days: '7', from: today, until: today }],
    ['only a first day', { from: today }],
    ['only a last day', { until: today }],
    ['a day that does not exist', { from: '2026-02-30', until: today }],
    ['a last day before the first', { from: today, until: '2026-03-01' }],
    ['a day that has not come', { from: today, until: '2026-03-03' }],
    ['more than 366 days', { from: '2025-03-01', until: today }],
    ['text', { from: "'; --", until: 'x'.repeat(5000) }],
  ])('refuses: %s (ERR_QUERY_INVALID)', (_, asked) => {
    expect(() => parse(asked)).toThrow(expect.objectContaining(refusal))
  })
})

describe('addCounts', () => {
  const of = (
    dayOn: string,
    kind: Parameters<typeof addCounts>[0][number]['kind'],
    count: number,
    amount = 0n,
  ) => ({
    ...{ dayOn, kind, count, amount },
  })
  const counts = [
    of('2026-03-01', 'open', 3),
    of('2026-03-01', 'returning', 1),
    of('2026-03-01', 'order', 2, 50_000n),
    of('2026-03-01', 'discount', 1, 5_000n),
    of('2026-03-02', 'unmet', 4),
    of('2026-03-02', 'unchecked', 1),
  ]

  test('default: attempts are unlocks and refusals together', () => {
    expect(addCounts(counts)).toMatchObject({
      ...{ attempts: 8, unlocks: 3, refused: 5, returning: 1, orders: 2, revenue: 50_000n, discount: 5_000n },
      refusals: { unmet: 4, unchecked: 1, 'used-up': 0, paused: 0, ended: 0, 'not-started': 0, 'sign-in': 0 },
    })
  })

  test('behavior: every day of a period is there, also one without numbers', () => {
    const days = listDayNumbers({ counts, period: { from: '2026-02-28', to: '2026-03-02' } })
    expect(days.map(({ dayOn, attempts }) => `${dayOn} ${attempts}`)).toEqual([
      '2026-02-28 0',
      '2026-03-01 3',
      '2026-03-02 5',
    ])
  })
})

describe('parseWalletSearch', () => {
  const address = '0xAB54a98ceb1f0ad2ab54a98ceb1f0ad2ab54cD9e'
  test('default: a whole address, in any case', () => {
    expect(parseWalletSearch(` ${address} `)).toEqual({ kind: 'address', address: address.toLowerCase() })
    expect(parseWalletSearch('  ')).toBeNull()
  })

  test('behavior: a part is sought at both ends and within, and as hex also where case means nothing', () => {
    expect(parseWalletSearch('0xAB54')).toEqual({
      ...{ kind: 'part', ends: [{ start: '0xab54', end: '' }], within: [] },
    })
    expect(parseWalletSearch('CD9E')).toEqual({
      kind: 'part',
      ends: [
        { start: 'CD9E', end: '' },
        { start: '', end: 'CD9E' },
        { start: '0xcd9e', end: '' },
        { start: '0x', end: 'cd9e' },
      ],
      within: ['CD9E', 'cd9e'],
    })
    expect(parseWalletSearch('DYw8…NSKK')).toEqual({
      ...{ kind: 'part', ends: [{ start: 'DYw8', end: 'NSKK' }], within: [] },
    })
  })

  test.each(['abc', '0xabc', '0x', '0xa…b', '…', 'a b c d', 'ab%d', 'a…b…cdef', '0xabcd\0', 'x'.repeat(101)])(
    'refuses: %j (ERR_QUERY_INVALID)',
    (text) => expect(() => parseWalletSearch(text)).toThrow(expect.objectContaining(refusal)),
  )
})
