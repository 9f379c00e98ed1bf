import { validateSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { loadSchema, loadScopes } from './loadSchema.ts'

describe('loadSchema', () => {
  test('default', async () => {
    const [admin, discount] = await Promise.all([
      loadSchema('admin_2026-10'),
      loadSchema('functions_discount_2026-07'),
    ])
    expect(admin.getMutationType()?.getFields()).toHaveProperty('discountAutomaticAppCreate')
    expect(discount.getQueryType()?.name).toBe('Input')
    expect(validateSchema(discount)).toEqual([])
  })

  test('behavior: a schema is built once', async () => {
    expect(await loadSchema('functions_discount_2026-10')).toBe(
      await loadSchema('functions_discount_2026-10'),
    )
  })

  test('behavior: scopes list types and fields', async () => {
    const scopes = await loadScopes('2026-10')
    expect(
      scopes.find((scope) => scope.typeName === 'Product' && scope.type === 'type')?.offlineScopes,
    ).toEqual(['read_products'])
  })
})
