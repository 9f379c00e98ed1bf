import { describe, expect, test } from 'vitest'
import type { ShopIdentity } from '../../../app/core/gate/shop.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { installShop } from '../../../app/flows/shops/installShop.ts'
import { refreshShop } from '../../../app/flows/shops/refreshShop.ts'
import { uninstallShop } from '../../../app/flows/shops/uninstallShop.ts'
import { combination, fakeContext, NOW, shop } from '../../fakes/fakeContext.ts'

const record: ShopIdentity = {
  id: shop.id,
  myshopifyDomain: shop.myshopifyDomain,
  primaryDomain: shop.primaryDomain,
  ianaTimezone: shop.ianaTimezone,
  currencyCode: shop.currencyCode,
}

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
  return { ctx: { ...ctx, shops: { ...ctx.shops, save } }, saved, config }
}

describe('refreshShop', () => {
  test('default: what Shopify says is kept as of when it said so, and the discounts get the keys of now', async () => {
    const { ctx, saved, config } = await started()
    await refreshShop(ctx, { shop: record, saidAt: NOW - 30 })
    expect(saved).toMatchObject([{ ianaTimezone: 'Europe/Berlin', savedAt: NOW - 30 }])
    expect(config().k).toHaveLength(1)
  })

  test('refuses: to bring back a shop that has left (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx, saved } = await started({ shops: [] })
    await expect(refreshShop(ctx, { shop: record, saidAt: NOW })).rejects.toMatchObject({
      code: 'ERR_SHOP_NOT_FOUND',
    })
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
  test('behavior: it left when Shopify says it did', async () => {
    const { ctx } = await started()
    const left: unknown[] = []
    const uninstall: FlowContext['shops']['uninstall'] = async (one) => void left.push(one)
    const { myshopifyDomain } = shop
    await uninstallShop(
      { ...ctx, shops: { ...ctx.shops, uninstall } },
      { myshopifyDomain, triggeredAt: NOW - 99 },
    )
    expect(left).toMatchObject([{ myshopifyDomain, at: NOW - 99 }])
  })
})
