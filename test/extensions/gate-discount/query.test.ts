import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { countQueryCost } from '../../../scripts/countQueryCost.ts'
import { loadSchema } from '../../standin/shopify/schemas/loadSchema.ts'

const schema = await loadSchema('functions_discount_2026-07')
const file = new URL(
  '../../../extensions/gate-discount/src/cart_lines_discounts_generate_run.graphql',
  import.meta.url,
)

describe('the input query of gate-discount', () => {
  test('default', async () => {
    expect(countQueryCost({ query: await readFile(file, 'utf8'), schema })).toBe(30)
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
