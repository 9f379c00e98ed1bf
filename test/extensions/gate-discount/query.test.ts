import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { countQueryCost } from '../../../scripts/countQueryCost.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'

const schema = await loadSchema('functions_discount_2026-07')
const folder = new URL('../../../extensions/gate-discount/src/', import.meta.url)

describe('the input query of gate-discount', () => {
  test('default', async () => {
    const query = await readFile(new URL('cart_lines_discounts_generate_run.graphql', folder), 'utf8')
    expect(countQueryCost({ query, schema })).toBe(30)
  })

  test('behavior: the delivery target costs 26', async () => {
    const file = new URL('cart_delivery_options_discounts_generate_run.graphql', folder)
    expect(countQueryCost({ query: await readFile(file, 'utf8'), schema })).toBe(26)
  })

  for (const [query, cost] of [
    ['{ presentmentCurrencyRate }', 1],
    ['{ cart { lines { id quantity } } }', 2],
    ['{ discount { metafield(key: "a") { value type } } }', 3],
    ['{ cart { lines { merchandise { __typename } } } }', 0],
    [
      '{ cart { lines { merchandise { ... on ProductVariant { product { inAnyCollection(ids: []) } } } } } }',
      3,
    ],
    ['{ cart { attribute(key: "a") { key value } } }', 2],
  ] as const) {
    test(`behavior: ${query} costs ${cost}`, () => {
      expect(countQueryCost({ query, schema })).toBe(cost)
    })
  }
})
