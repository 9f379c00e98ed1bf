import { describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { reconcileShop } from '../../../app/flows/shops/reconcileShop.ts'
import { MEMBERS_CAP } from '../../standin/bigcommerce/seedStore.ts'
import { changeOrderStatus } from '../../standin/bigcommerce/storefront/changeOrderStatus.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleAddress } from '../samples.ts'
import { openStore, sumDiscounts, type World } from './openStore.ts'

/* What BigCommerce does wrong: throttles, fails, drops the connection after it acted, loses webhooks, ends a login. */
let db: Database
openFirstEngine((opened) => {
  db = opened
})

async function openInstalled(): Promise<World> {
  const world = await openStore({ db })
  await world.install()
  await world.work()
  return world
}
const fail = (
  { store }: World,
  operation: string,
  status: number,
  how: { after?: boolean; times?: number } = {},
) => {
  store.failures.push({ operation, status, after: how.after ?? false, times: how.times ?? 1 })
}
const PROMOTIONS = 'POST /v3/promotions'
const CODES = 'POST /v3/promotions/{promotion_id}/codes'
const unlock = async (world: World) => {
  const gate = await world.makeGate()
  const { codes, gates } = await world.unlock([gate])
  return { codes: codes.map(({ code }) => code), kind: gates[0]?.kind }
}
const standing = ({ store }: World) => ({
  promotions: store.promotions.size,
  codes: [...store.coupons.values()].map(({ code }) => code),
})

describe('a BigCommerce that fails', () => {
  test.each([
    ['throttles the coupon', PROMOTIONS, 429, false],
    ['makes the promotion and drops the connection', PROMOTIONS, 0, true],
    ['makes the code and drops the connection', CODES, 0, true],
    ['makes the code and answers 500', CODES, 500, true],
  ])('behavior: it %s: there is one coupon, and it works', async (_, operation, status, after) => {
    const world = await openInstalled()
    fail(world, operation, status, { after })
    const { codes } = await unlock(world)
    expect(codes).toHaveLength(1)
    expect(standing(world)).toEqual({ promotions: 1, codes })
    expect(sumDiscounts(world.buy({ codes }))).toBe(2400)
  })

  test.each([
    ['POST /v3/promotions', 500],
    ['POST /v3/promotions/{promotion_id}/codes', 500],
    ['POST /v3/promotions/{promotion_id}/codes', 0],
  ])(
    'behavior: a coupon that fails at %s with %i leaves nothing behind, and the next unlock makes it',
    async (operation, status) => {
      const world = await openInstalled()
      const gate = await world.makeGate()
      const [wallet, visitId] = [sampleAddress(), world.ctx.createRandomHex(16)]
      fail(world, operation, status)
      expect((await world.unlock([gate], { wallet, visitId })).codes).toEqual([])
      expect(standing(world)).toEqual({ promotions: 0, codes: [] })
      const { codes } = await world.unlock([gate], { wallet, visitId })
      expect(standing(world)).toEqual({ promotions: 1, codes: codes.map(({ code }) => code) })
    },
  )

  test('behavior: a cancellation whose answer was lost writes its note once', async () => {
    const world = await openInstalled()
    await world.makeGate({ reaction: { exclusive: true, freeShipping: false, price: null } } as never)
    const { id: shopId, settings } = await world.loadShop()
    await world.ports.shops.set({ shopId, settings: { ...settings, onViolation: 'cancel' } })
    fail(world, 'PUT /v2/orders/{order_id}', 500, { after: true, times: 3 })
    const order = world.buy()
    for (let turn = 0; turn < 4; turn++) {
      await world.work()
      world.clock.now += 3600
    }
    const cancelled = world.store.orders.get(order.id)
    expect(cancelled?.statusId).toBe(5)
    const lines = (cancelled?.staffNotes ?? '').split('\n')
    expect(lines).toEqual([...new Set(lines)])
    expect((await world.settlement(order))?.action).toMatchObject({ kind: 'cancel', state: 'done' })
  })

  test('behavior: a login that ends in the middle of a coupon leaves one coupon after the next install', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate()
    const [wallet, visitId] = [sampleAddress(), world.ctx.createRandomHex(16)]
    fail(world, CODES, 401, { times: 1 })
    fail(world, 'DELETE /v3/promotions/{id}', 401, { times: 1 })
    expect((await world.unlock([gate], { wallet, visitId })).codes).toEqual([])
    await world.install()
    const { codes } = await world.unlock([gate], { wallet, visitId })
    expect(standing(world).codes).toEqual(codes.map(({ code }) => code))
    expect(sumDiscounts(world.buy({ codes: codes.map(({ code }) => code) }))).toBe(2400)
  })

  test('refuses: a coupon that BigCommerce refuses leaves no promotion behind', async () => {
    const world = await openInstalled()
    fail(world, CODES, 422)
    expect((await unlock(world)).codes).toEqual([])
    expect(standing(world)).toEqual({ promotions: 0, codes: [] })
  })

  test('behavior: an order that cannot be read now is settled by the job’s next run', async () => {
    const world = await openInstalled()
    const { codes } = await unlock(world)
    fail(world, 'GET /v2/orders/{order_id}', 503, { times: 50 })
    const order = world.buy({ codes })
    await world.work()
    expect(await world.settlement(order)).toBeNull()
    world.store.failures.length = 0
    world.clock.now += 3600
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
  })

  test.each([
    ['an order changes while the pages are read', 1],
    ['a store changes many orders in one second', 0],
  ])('behavior: no order is missed in the list if %s', async (_, seconds) => {
    const world = await openInstalled()
    const { store, clock, ctx } = world
    store.events.loseNext = 1000
    for (const { variants } of store.products.values()) for (const one of variants) one.stock = null
    const since = clock.now
    const placed = Array.from({ length: 230 }, () => {
      clock.now += seconds
      return world.buy()
    })
    clock.now += 60
    const found: number[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof ctx.shopify.listOrders>> = await ctx.shopify.listOrders({
        ...{ since, after },
      })
      found.push(...page.orders.map(({ id }) => id))
      // It moves to the end, and what was behind it moves up.
      const [moved] = seconds > 0 && after === null ? placed : []
      if (moved) changeOrderStatus(store, moved, 11)
      after = page.next
    } while (after !== null)
    expect([...new Set(found)].sort((a, b) => a - b)).toEqual(placed.map(({ id }) => id))
  })

  test('behavior: no product of a category is missed if one leaves it while its pages are read', async () => {
    const { store, ctx } = await openInstalled()
    const cap = store.products.get(MEMBERS_CAP.product)
    if (!cap) throw new Error('The store has no cap.')
    const added = Array.from({ length: 200 }, (_, i) => ({
      ...cap,
      id: 1000 + i,
      variants: [],
      categories: [77],
    }))
    for (const product of added) store.products.set(product.id, product)
    const first = await ctx.shopify.listCollectionProducts({ collectionId: 77, after: null })
    store.products.set(1000, { ...cap, id: 1000, variants: [], categories: [] })
    const rest = await ctx.shopify.listCollectionProducts({ collectionId: 77, after: first.next })
    expect(rest.next).toBeNull()
    expect([...first.productIds, ...rest.productIds]).toEqual(added.map(({ id }) => id))
  })

  test('behavior: a login that ended makes the work wait, and a new install makes it due at once', async () => {
    const world = await openInstalled()
    const { codes } = await unlock(world)
    const order = world.buy({ codes })
    world.store.installation = null
    await world.work()
    expect(await world.settlement(order)).toBeNull()
    const { id: shopId } = await world.loadShop()
    const waiting = await world.ports.jobs.list({ shopId, limit: 9 })
    expect(waiting.map(({ lastError }) => lastError).join()).toContain('no longer accepts the login')
    await world.install()
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
  })

  test('behavior: webhooks that were switched off and a script that was deleted are set up again', async () => {
    const world = await openInstalled()
    const { store, ctx, storeDomain } = world
    for (const hook of store.hooks.values()) hook.isActive = false
    store.scripts.clear()
    await reconcileShop(ctx, { myshopifyDomain: storeDomain, since: world.clock.now })
    expect([...store.hooks.values()].every(({ isActive }) => isActive)).toBe(true)
    expect(store.scripts.size).toBe(1)
  })

  test('behavior: a hold that was made though its answer was lost is not made again', async () => {
    const world = await openInstalled()
    await world.makeGate({
      reaction: { exclusive: true, freeShipping: false, price: null },
    } as never)
    fail(world, 'PUT /v2/orders/{order_id}', 0, { after: true, times: 1 })
    const order = world.buy()
    await world.work()
    world.clock.now += 3600
    await world.work()
    const held = world.store.orders.get(order.id)
    expect(held?.statusId).toBe(12)
    expect(held?.staffNotes.match(/holds this order/g)).toHaveLength(1)
    expect(held?.staffNotes).toContain('Its status was 11.')
  })

  test('behavior: coupons that ended are deleted with their promotions', async () => {
    const world = await openInstalled()
    await unlock(world)
    world.clock.now += 4 * 3600
    await world.work()
    expect(standing(world)).toEqual({ promotions: 0, codes: [] })
  })
})
