import { describe, expect, test } from 'vitest'
import { formatOrderMark, parseOrderId, parseOrderQuery } from '../../../app/admin/orders/parseOrderQuery.ts'

const NOTHING = {
  outcome: undefined,
  name: undefined,
  gate: undefined,
  fromOn: undefined,
  untilOn: undefined,
  before: undefined,
}
const parse = (query: string) => parseOrderQuery(new URLSearchParams(query))

describe('parseOrderQuery', () => {
  test('default', () => {
    const before = { orderedAt: 1764079800, orderId: 5823674982 }
    const filters = 'outcome=unproved&search=+%231001+&gate=82&from=2026-11-01&until=2026-11-30'
    expect(parse(`${filters}&before=${formatOrderMark(before)}`)).toEqual({
      outcome: 'unproved',
      name: '#1001',
      gate: 82,
      fromOn: '2026-11-01',
      untilOn: '2026-11-30',
      before,
    })
    expect(parse('')).toEqual(NOTHING)
  })

  test.each([
    'outcome=lost',
    'outcome=toString',
    'outcome=__proto__',
    'before=1',
    'before=a-b',
    'before=1-2-3',
    'search=+',
    'search=%00',
    'gate=0',
    'gate=1e3',
    'from=yesterday',
    'until=2026-1-1',
  ])('behavior: %s filters nothing', (query) => {
    expect(parse(query)).toEqual(NOTHING)
  })
})

describe('parseOrderId', () => {
  test('default', () => {
    expect(parseOrderId('5823674982')).toBe(5823674982)
  })

  test.each([undefined, '', '0', '1e3', '-1', '99999999999999999', 'x'])(
    'refuses: %s (ERR_NOT_FOUND)',
    (text) => {
      expect(() => parseOrderId(text)).toThrow(expect.objectContaining({ code: 'ERR_NOT_FOUND' }))
    },
  )
})
