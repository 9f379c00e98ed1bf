import { describe, expect, test } from 'vitest'
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
