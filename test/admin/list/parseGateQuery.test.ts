import { describe, expect, test } from 'vitest'
import { formatCount } from '../../../app/admin/list/formatCount.ts'
import { parseGateQuery } from '../../../app/admin/list/parseGateQuery.ts'

const parse = (query: string) => parseGateQuery(new URLSearchParams(query))

describe('parseGateQuery', () => {
  test('default', () => {
    const query = 'search=+Night++owls&state=pending&reaction=exclusive&profile=3&sort=name&before=12'
    expect(parse(query)).toEqual({
      filter: { words: ['Night', 'owls'], state: 'pending', reaction: 'exclusive', profile: 3 },
      sort: 'name',
      before: 12,
    })
    expect(parse('')).toEqual({ filter: {}, sort: 'newest', before: undefined })
  })

  test.each([
    'search=++',
    'search=%00',
    'state=updating',
    'state=toString',
    'reaction=__proto__',
    'profile=8',
    'sort=size',
    'before=0',
    'before=x',
  ])('behavior: %s filters nothing', (query) => {
    expect(parse(query)).toEqual({ filter: {}, sort: 'newest', before: undefined })
  })
})

test('behavior: counts have singular, plural and grouped digits', () => {
  expect([0, 1, 2, 1200].map((count) => formatCount(count, 'product'))).toEqual([
    '0 products',
    '1 product',
    '2 products',
    '1,200 products',
  ])
})
