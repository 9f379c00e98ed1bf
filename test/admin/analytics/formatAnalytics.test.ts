import { describe, expect, test } from 'vitest'
import { describeEvent } from '../../../app/admin/analytics/describeEvent.ts'
import { formatLogExport, formatNumbersExport } from '../../../app/admin/analytics/formatExport.ts'
import { formatLog } from '../../../app/admin/analytics/formatLog.ts'
import { formatNumbers, formatRecent } from '../../../app/admin/analytics/formatNumbers.ts'
import {
  parseAnalyticsQuery,
  parseExport,
  parseLogQuery,
} from '../../../app/admin/analytics/parseAnalyticsQuery.ts'
import { InputError } from '../../../app/core/errors/base.ts'
import { addCounts, listDayNumbers } from '../../../app/core/numbers/addCounts.ts'
import { addDays } from '../../../app/core/numbers/days.ts'
import type { CounterKind, DayCount, LoggedUnlock } from '../../../app/core/numbers/types.ts'
import { shop } from '../../fakes/fakeContext.ts'

const AT = Date.parse('2026-03-01T12:00:00Z') / 1000
const today = '2026-03-02'
const scope = { shop, today, gate: null, choices: [{ number: 7, name: 'Owls', isDeleted: true }] }
const count = (dayOn: string, kind: CounterKind, number: number, amount = 0n): DayCount => ({
  ...{ dayOn, kind, count: number, amount },
})
const format = (counts: readonly DayCount[], before: readonly DayCount[] | null, days = 2) => {
  const period = { from: addDays(today, 1 - days), to: today, days: null }
  return formatNumbers({
    ...scope,
    ...{ period, firstDay: '2026-01-01', totals: addCounts(counts) },
    days: listDayNumbers({ counts, period }),
    before: before && addCounts(before),
  })
}
const counts = [
  count('2026-03-01', 'open', 1_200),
  count('2026-03-02', 'unmet', 299),
  count('2026-03-02', 'unchecked', 1),
  count('2026-03-02', 'order', 3, 1_234_500n),
  count('2026-03-02', 'discount', 2, 99_990n),
]

describe('formatNumbers', () => {
  test('default: tiles with their change, days with their figures, reasons by their share', () => {
    const view = format(counts, [
      count('2026-02-28', 'open', 800),
      count('2026-02-28', 'order', 3, 2_469_000n),
    ])
    expect(view.tiles.map(({ label, value, change }) => [label, value, change])).toEqual([
      ['Unlocks', '1,200', '+50%'],
      ['Refusals', '300', 'none before'],
      ['Orders', '3', 'no change'],
      ['Revenue', '€1,234.50', '−50%'],
      ['Discount given', '€99.99', 'none before'],
      ['Returning holders', '0', null],
    ])
    expect(view.tiles[0]?.note).toBe('of 1,500 attempts')
    expect(view.comparison).toBe('Compared with 27 Feb – 28 Feb 2026.')
    expect(view.rows.map(({ label, cells }) => [label, ...cells])).toEqual([
      ['1 Mar', '1,200', '1,200', '0', '0', '0', '€0.00', '€0.00'],
      ['2 Mar', '300', '0', '300', '0', '3', '€1,234.50', '€99.99'],
    ])
    expect(view.refusals.map(({ outcome, count: times, share }) => [outcome, times, share])).toEqual([
      ['unmet', '299', '100%'],
      ['unchecked', '1', 'under 1%'],
    ])
    expect(view).toMatchObject({ timeZone: 'Berlin time', currency: 'EUR', isByWeek: false, isNew: false })
    expect(view.choices).toEqual([{ value: '7', label: 'Owls (deleted)' }])
  })

  test('behavior: without a whole period before, it says so', () => {
    const view = format(counts, null)
    expect(view.tiles.map(({ change }) => change)).toEqual(Array(6).fill(null))
    expect(view.comparison).toMatch(/^There is nothing to compare with: /)
  })

  test('behavior: home shows five figures and the days, and whether anything was counted at all', () => {
    const period = { from: '2026-03-01', to: today }
    const days = listDayNumbers({ counts, period })
    const recent = { shop, days, totals: addCounts(counts), before: null, firstDay: '2026-03-01' }
    const view = formatRecent(recent)
    expect(view.tiles.map(({ label }) => label)).toEqual([
      ...['Unlocks', 'Refusals', 'Orders', 'Revenue', 'Discount given'],
    ])
    expect([view.rows.length, view.isNew]).toEqual([2, false])
    // An order that was settled again may be all there is.
    expect(formatRecent({ ...recent, firstDay: null }).isNew).toBe(false)
    expect(formatRecent({ ...recent, firstDay: null, totals: addCounts([]) }).isNew).toBe(true)
  })

  test('behavior: a long period is shown by week, with the same sums', () => {
    const view = format(counts, null, 93)
    expect([view.isByWeek, view.rows.length]).toEqual([true, 14])
    expect(view.rows.reduce((sum, { unlocks, refused }) => sum + unlocks + refused, 0)).toBe(1_500)
    expect(view.rows.at(-1)).toMatchObject({ label: '1 Mar – 2 Mar', refused: 300 })
  })
})

describe('describeEvent', () => {
  const tell = (event: Pick<LoggedUnlock, 'outcome' | 'detail'>) =>
    describeEvent({ event, timeZone: 'Europe/Berlin' })
  const usedUp = { limit: 'total', token: null, at: null, heldUntil: null } as const
  const line = { depth: 0, name: 'Night Owls', chain: 'Ethereum', needed: '2', found: '1', wallet: '0x11…11' }

  test.each<[string, Pick<LoggedUnlock, 'outcome' | 'detail'>, string[]]>([
    ['open', { outcome: 'open', detail: {} }, []],
    [
      'too little',
      { outcome: 'unmet', detail: { lines: [{ ...line, because: 'too-little', text: 'too-little' }] } },
      ['You need 2 Night Owls on Ethereum. 0x11…11 holds 1.'],
    ],
    [
      'parts',
      {
        outcome: 'unmet',
        detail: {
          lines: [
            { depth: 0, text: 'at_least', count: 2 },
            { ...line, depth: 1, because: 'too-little', text: 'too-little-all' },
            { depth: 1, text: 'no-loan', wallet: '0x33…33' },
          ],
        },
      },
      [
        'You need at least 2 of these:',
        '– You need 2 Night Owls on Ethereum. Your wallets hold 1.',
        '– 0x33…33 hasn’t delegated any of this to you.',
      ],
    ],
    [
      'a used token',
      {
        outcome: 'used-up',
        detail: { usedUp: { ...usedUp, limit: 'token', token: { name: 'Owls', id: '7' }, at: AT } },
      },
      [
        'The limit of this offer has been reached.',
        'Owls #7 was already used for an order on 1 Mar 2026, 13:00.',
      ],
    ],
    [
      'no place left',
      { outcome: 'used-up', detail: { usedUp } },
      ['The limit of this offer has been reached.', 'There are none left.'],
    ],
    [
      'another cart',
      { outcome: 'used-up', detail: { usedUp: { ...usedUp, heldUntil: AT } } },
      [
        'The limit of this offer has been reached.',
        'It’s reserved for another cart until 1 Mar 2026, 13:00.',
      ],
    ],
    ['a start', { outcome: 'not-started', detail: { startsAt: AT } }, ['It starts 1 Mar 2026, 13:00.']],
    [
      'a chain',
      { outcome: 'unchecked', detail: { code: 'ERR_CHAIN_READ', chain: 'polygon' } },
      ['We couldn’t check Polygon just now.'],
    ],
    [
      'the cart',
      { outcome: 'unchecked', detail: { code: 'ERR_SHOPIFY_REQUEST' } },
      ['We couldn’t put the offer into your cart.'],
    ],
    [
      'another version',
      { outcome: 'unmet', detail: null },
      ['Another version of Palisade wrote this. It cannot be shown.'],
    ],
  ])('behavior: %s', (_, event, sentences) => expect(tell(event)).toEqual(sentences))

  test.each(['paused', 'ended', 'sign-in', 'not-started', 'used-up', 'unchecked'] as const)(
    'behavior: %s has a sentence even without a detail',
    (outcome) => expect(tell({ outcome, detail: {} })[0]).toMatch(/^[A-Z].{6}/),
  )
})

describe('exports', () => {
  const period = { from: '2026-03-01', to: today, days: null }
  const event: LoggedUnlock = {
    ...{ id: '9', at: AT, gate: 7, revision: 2, outcome: 'open', detail: {}, wallets: ['0xa', '0xb'] },
  }
  const log = { shop, events: [event], names: new Map([[7, '=Owls']]), refusedSearch: null }

  test('default: every day with all figures, in the currency of the shop', () => {
    const { text, rows, next } = formatNumbersExport({ shop, days: listDayNumbers({ counts, period }) })
    const [head, ...lines] = text.split('\r\n')
    expect([rows, next, head?.split(',').length]).toEqual([2, null, 16])
    expect(head).toMatch(/^\uFEFFDay,Attempts,.*,Revenue \(EUR\),Discount given \(EUR\)$/)
    expect(lines[1]).toBe('2026-03-02,300,0,300,299,0,0,0,0,0,0,1,0,3,1234.5,99.99')
  })

  test('behavior: a page of the log has the head only once, and no cell is a formula', () => {
    const next = { at: AT, id: '9' }
    const first = formatLogExport({ ...log, next, isFirst: true })
    expect(first.next).toBe(`${AT}-9`)
    expect(first.text).toBe(
      '\uFEFFTime (Europe/Berlin),Gate number,Gate,Revision,Answer,What the shopper read,Wallets\r\n' +
        "2026-03-01 13:00,7,'=Owls,2,Unlocked,,0xa 0xb\r\n",
    )
    expect(formatLogExport({ ...log, next: null, isFirst: false })).toEqual({
      text: "2026-03-01 13:00,7,'=Owls,2,Unlocked,,0xa 0xb\r\n",
      ...{ rows: 1, next: null },
    })
  })

  const refusedSearch = new InputError('ERR_QUERY_INVALID', 'Too short.')
  test('behavior: the page shows what is wrong with a search', () => {
    const view = formatLog({
      ...scope,
      ...log,
      period,
      next: null,
      isCut: false,
      isWithin: false,
      refusedSearch,
    })
    expect(view.searchError).toBe('Too short.')
    expect(view.events).toMatchObject([{ label: 'Unlocked', tone: 'success', at: '1 Mar 2026, 13:00:00' }])
  })

  test('refuses: a file for such a search (ERR_QUERY_INVALID)', () => {
    expect(() => formatLogExport({ ...log, next: null, isFirst: true, refusedSearch })).toThrow(refusedSearch)
  })
})

describe('queries', () => {
  const parse = (text: string) => parseLogQuery(new URLSearchParams(text))

  test('default: everything of the usual period', () => {
    const none = { period: { days: null, from: null, until: null }, gate: null }
    expect(parse('')).toEqual({ ...none, outcome: null, wallet: '', before: null })
    expect(parse('gate=7&days=7&outcome=used-up&search=0xab&before=12-9007199254740993')).toEqual({
      ...{ period: { days: '7', from: null, until: null }, gate: 7, outcome: 'used-up', wallet: '0xab' },
      before: { at: 12, id: '9007199254740993' },
    })
    expect(parseExport(new URLSearchParams('of=log'))).toBe('log')
  })

  test.each(['outcome=maybe', 'before=12', 'before=-1-2', "before=1-2'", 'before=1-9999999999999999999'])(
    'refuses: %s (ERR_QUERY_INVALID)',
    (text) => expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'ERR_QUERY_INVALID' })),
  )

  test('refuses: a file that there is not (ERR_QUERY_INVALID)', () => {
    expect(() => parseExport(new URLSearchParams('of=secrets'))).toThrow(
      expect.objectContaining({ code: 'ERR_QUERY_INVALID' }),
    )
  })

  test.each(['gate=0', 'gate=x', 'gate=99999999999'])('refuses: %s (ERR_GATE_NOT_FOUND)', (text) => {
    expect(() => parseAnalyticsQuery(new URLSearchParams(text))).toThrow(
      expect.objectContaining({ code: 'ERR_GATE_NOT_FOUND' }),
    )
  })
})
