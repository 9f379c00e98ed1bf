import { describe, expect, test } from 'vitest'
import type { FlowContext } from '../../../app/flows/context.ts'
import { ensureShop } from '../../../app/flows/shops/ensureShop.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, NOW, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

function watched(over: Parameters<typeof fakeContext>[0] = {}) {
  const { ctx, state } = fakeContext(over)
  const saved: unknown[] = []
  const save: FlowContext['shops']['save'] = async (record) => {
    saved.push(record)
    state.shops.push(shop)
  }
  return { ctx: override(ctx, { shops: { save } }), saved }
}

describe('ensureShop', () => {
  test('default: a known shop stays unchanged', async () => {
    const { ctx, saved } = watched()
    expect(await ensureShop(ctx, { myshopifyDomain })).toBe(shop)
    expect(saved).toEqual([])
  })

  test('behavior: a page that opens before the installation is finished saves the shop itself', async () => {
    const { ctx, saved } = watched({ shops: [] })
    expect(await ensureShop(ctx, { myshopifyDomain })).toMatchObject({ id: shop.id })
    expect(saved).toMatchObject([
      { id: shop.id, myshopifyDomain, domains: ['harbor.example', 'harbor.myshopify.com'], savedAt: NOW },
    ])
  })
})
