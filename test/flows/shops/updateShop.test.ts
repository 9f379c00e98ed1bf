import { describe, expect, test } from 'vitest'
import { NotFoundError, UpstreamError } from '../../../app/core/errors/base.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { installShop } from '../../../app/flows/shops/installShop.ts'
import { uninstallShop } from '../../../app/flows/shops/uninstallShop.ts'
import { updateShop } from '../../../app/flows/shops/updateShop.ts'
import { override } from '../../fakes/fake.ts'
import { combination, fakeContext, NOW, shop } from '../../fakes/fakeContext.ts'
import { shopRecord } from '../../fakes/fakeShopify.ts'

async function started(over: Parameters<typeof fakeContext>[0] = {}) {
  const { ctx, shopify, state } = fakeContext(over)
  const saved: { savedAt: number }[] = []
  const { discountId } = await shopify.port.createDiscount({
    profile: 0,
    combination,
    proofConfig: '{"p":0}',
    startsAt: NOW,
  })
  state.profiles.set(0, { profile: 0, combination, discountId })
  const save: FlowContext['shops']['save'] = async (one) => void saved.push(one)
  const config = () =>
    JSON.parse(shopify.metafields.get(`${discountId} proof_config`) ?? '') as { k?: unknown[] }
  return { ctx: override(ctx, { shops: { save } }), saved, config }
}

const { myshopifyDomain } = shop

describe('updateShop', () => {
  test('default: Shopify’s answer is saved, and the discounts get the current keys', async () => {
    const { ctx, saved, config } = await started()
    await updateShop(ctx, { myshopifyDomain })
    const refused = { ianaTimezone: null, primaryDomain: null }
    expect(saved).toMatchObject([{ id: shop.id, ianaTimezone: 'Europe/Berlin', savedAt: NOW, refused }])
    expect(config().k).toHaveLength(1)
  })

  test('behavior: an unknown time zone and an invalid domain do not replace the known ones', async () => {
    const { ctx, saved } = await started()
    const told = { ...shopRecord, ianaTimezone: 'Mars/Olympus_Mons', primaryDomain: 'harbor.example\n' }
    const shopify = { readShop: async () => told }
    await updateShop(override(ctx, { shopify }), { myshopifyDomain })
    const { primaryDomain, ianaTimezone } = shop
    const refused = { ianaTimezone: 'Mars/Olympus_Mons', primaryDomain: 'harbor.example\ufffd' }
    expect(saved).toMatchObject([{ primaryDomain, ianaTimezone, refused }])
    expect(saved).toMatchObject([{ domains: ['harbor.example', 'harbor.myshopify.com'] }])
  })

  test('refuses: to restore a shop that has left (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx, saved } = await started({ shops: [] })
    await expect(updateShop(ctx, { myshopifyDomain })).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
    expect(saved).toEqual([])
  })
})

describe('installShop', () => {
  test('default', async () => {
    const { ctx, saved, config } = await started()
    await installShop(ctx)
    expect(saved).toMatchObject([{ id: shop.id, savedAt: NOW }])
    expect(config().k).toHaveLength(1)
  })

  test.each([
    ['a bill is not paid', new UpstreamError('ERR_SHOPIFY_REQUEST', 'A bill is not paid.')],
    ['the login has ended', new Response(null, { status: 401 })],
  ])(
    'behavior: a known shop that gets a new token opens although %s, and a job writes again',
    async (_, refusal) => {
      const { ctx, saved } = await started()
      const jobs: string[] = []
      const refused = override(ctx, {
        shopify: { writeMetafields: async () => Promise.reject(refusal) },
        jobs: { add: async ({ kind, key, runAt }) => void jobs.push(`${kind} ${key} ${runAt}`) },
      })
      await installShop(refused)
      expect(saved).toMatchObject([{ id: shop.id }])
      expect(jobs).toEqual([`reconcile shop ${NOW}`])
    },
  )

  test('behavior: with a new token, what Shopify has refused without it is due at once', async () => {
    const { ctx } = await started()
    const due: unknown[] = []
    const setDue: FlowContext['jobs']['setDue'] = async (one) => void due.push(one)
    await installShop(override(ctx, { jobs: { setDue } }))
    expect(due).toEqual([{ shopId: shop.id, at: NOW }])
  })

  test('refuses: to install a new shop whose keys Shopify does not take (ERR_SHOPIFY_REQUEST)', async () => {
    const { ctx } = await started()
    const [loaded] = [await ctx.shops.load(myshopifyDomain)]
    let asked = 0
    const refusal = new UpstreamError('ERR_SHOPIFY_REQUEST', 'A bill is not paid.')
    const refused = override(ctx, {
      shopify: { writeMetafields: async () => Promise.reject(refusal) },
      shops: {
        load: async () => {
          if (asked++ === 0) throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.')
          return loaded
        },
      },
    })
    await expect(installShop(refused)).rejects.toBe(refusal)
  })

  test('refuses: to hide a fault of this app', async () => {
    const { ctx } = await started()
    const fault = new TypeError('x is not a function')
    const faulty = override(ctx, { shopify: { writeMetafields: async () => Promise.reject(fault) } })
    await expect(installShop(faulty)).rejects.toBe(fault)
  })
})

describe('uninstallShop', () => {
  test('behavior: the shop left at the time of Shopify’s webhook', async () => {
    const { ctx } = await started()
    const left: unknown[] = []
    const uninstall: FlowContext['shops']['uninstall'] = async (one) => void left.push(one)
    const shops = { uninstall }
    await uninstallShop(override(ctx, { shops }), { shopId: shop.id, triggeredAt: NOW - 99 })
    expect(left).toMatchObject([{ shopId: shop.id, at: NOW - 99 }])
  })
})
