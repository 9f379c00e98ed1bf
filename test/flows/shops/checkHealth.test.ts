import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import { ConflictError, UpstreamError } from '../../../app/core/errors/base.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { checkHealth } from '../../../app/flows/shops/checkHealth.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

/** A shop with a published gate that gives a discount. */
async function openShop() {
  const { ctx, state } = fakeContext({ gates: [makeGate()] })
  const asked: { since: number }[] = []
  const whole: FlowContext = override(ctx, {
    canReadChain: (chain: ChainSlug) => chain === 'ethereum',
    gates: { listPage: async () => ({ gates: [], unreadable: [], total: 0, next: null }) },
    jobs: { list: async () => [], findBacklog: async () => null },
    settlements: { list: async () => ({ rows: [], unreadable: [], next: null }) },
    receivers: { list: async () => [] },
    faults: {
      list: async ({ since }) => {
        asked.push({ since })
        return [{ code: 'ERR_SHOPIFY_REQUEST', count: 2, lastAt: NOW }]
      },
    },
    shopify: {
      hasScope: async () => true,
      readProducts: async (ids) =>
        ids.map((id) => ({
          id,
          title: 'Camp Mug',
          imageUrl: null,
          handle: 'camp-mug',
          storeUrl: null,
          status: 'ACTIVE' as const,
        })),
      readFunctions: async () =>
        ['gate-discount', 'gate-validation'].map((handle) => ({ handle, inputQuery: null })),
    },
  })
  for (const { number } of state.gates) await publishGate(whole, { shop, number })
  return { ctx: whole, asked }
}

describe('checkHealth', () => {
  test('default: a shop that is well, and the errors of its last day', async () => {
    const { ctx, asked } = await openShop()
    expect(await checkHealth(ctx, { myshopifyDomain })).toMatchObject({
      problems: [],
      page: { kind: 'shown' },
      scopes: { outcome: 'passed' },
      holding: { state: 'allowed', isWanted: true },
      orders: { outcome: 'unknown' },
      chains: { outcome: 'passed' },
      usedChains: ['ethereum'],
      gates: { total: 1, pending: 0 },
      faults: [{ count: 2 }],
    })
    expect(asked).toEqual([{ since: NOW - 86_400 }])
  })

  test('behavior: while Shopify is down nothing of it is known, and the rest is', async () => {
    const { ctx } = await openShop()
    const down = async () => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    }
    const health = await checkHealth(override(ctx, { shopify: { readDiscounts: down, hasScope: down } }), {
      myshopifyDomain,
    })
    expect(health).toMatchObject({
      problems: null,
      page: { kind: 'none' },
      scopes: null,
      holding: { state: 'unknown' },
      chains: { outcome: 'passed' },
      faults: [{ count: 2 }],
    })
  })

  test('behavior: a shop that tags customers without the permission is told so; a withdrawn one is noticed', async () => {
    const { ctx } = await openShop()
    const settings = { ...shop.settings, tagsCustomers: true }
    const shops = { load: async () => ({ ...shop, settings }) }
    const look = async (scopes: readonly string[]) => {
      const hasScope = async (name: string) => !name.includes('customer') || scopes.includes(name)
      const tagging = override(ctx, { shops, shopify: { hasScope } })
      return (await checkHealth(tagging, { myshopifyDomain })).problems
    }
    expect(await look(['write_customers'])).toEqual([])
    expect(await look([])).toEqual([{ kind: 'tags-not-allowed' }])
  })

  test('behavior: a discount that Shopify lets nobody activate again is not promised to come back', async () => {
    const { ctx } = await openShop()
    const [discount] = await ctx.shopify.readDiscounts()
    if (!discount) throw new Error('The gate has no discount.')
    const full = override(ctx, {
      shopify: {
        readDiscounts: async () => [{ ...discount, status: 'EXPIRED' as const }],
        startDiscount: async () => {
          throw new ConflictError('ERR_DISCOUNTS_FULL', 'The shop has 25 active automatic discounts.')
        },
      },
    })
    const { problems } = await checkHealth(full, { myshopifyDomain })
    expect(problems).toEqual([{ kind: 'discounts-full' }])
  })

  test('refuses: a shop that has left (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx } = await openShop()
    await expect(checkHealth(ctx, { myshopifyDomain: 'gone.myshopify.com' })).rejects.toMatchObject({
      code: 'ERR_SHOP_NOT_FOUND',
    })
  })
})
