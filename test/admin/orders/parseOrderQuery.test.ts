import { describe, expect, test } from 'vitest'
import { formatOrderMark, parseOrderId, parseOrderQuery } from '../../../app/admin/orders/parseOrderQuery.ts'

const parse = (query: string) => parseOrderQuery(new URLSearchParams(query))

describe('parseOrderQuery', () => {
  test('default', () => {
    const before = { orderedAt: 1764079800, orderId: 5823674982 }
    expect(parse(`outcome=unproved&before=${formatOrderMark(before)}`)).toEqual({
      outcome: 'unproved',
      before,
    })
    expect(parse('')).toEqual({ outcome: undefined, before: undefined })
  })

  test.each([
    'outcome=lost',
    'outcome=toString',
    'outcome=__proto__',
    'before=1',
    'before=a-b',
    'before=1-2-3',
  ])('behavior: %s filters nothing', (query) => {
    expect(parse(query)).toEqual({ outcome: undefined, before: undefined })
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
