import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { planRevision } from '../../../app/core/gate/planRevision.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { JACKET, MEMBERS_CAP } from '../../standin/bigcommerce/seedStore.ts'
import { changeOrderStatus } from '../../standin/bigcommerce/storefront/changeOrderStatus.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleAddress } from '../samples.ts'
import { openStore, sumDiscounts, type World } from './openStore.ts'

/* What a store shows in parts, late, or by rules of its own: pages, lines of orders, types of coupons, fixed fields. */
let db: Database
openFirstEngine((opened) => {
  db = opened
})

async function openInstalled(knobs?: Parameters<typeof openStore>[0]['knobs']): Promise<World> {
  const world = await openStore({ db, ...(knobs && { knobs }) })
  await world.install()
  await world.work()
  return world
}
const exclusive = {
  subject: { kind: 'products', ids: [MEMBERS_CAP.product] },
  reaction: { ...NO_FLAGS, exclusive: true, price: null },
} as const
const once = { perWallet: 1, perToken: null, total: null }
const codesOf = ({ codes }: { codes: readonly { code: string }[] }) => codes.map(({ code }) => code)
const orderJobs = async (world: World) => {
  const jobs = await world.ports.jobs.list({ shopId: (await world.loadShop()).id, limit: 50 })
  return jobs.filter(({ kind }) => kind === 'order')
}

describe('an order whose parts BigCommerce does not show', () => {
  test.each([404, 'empty'] as const)(
    'behavior: just after the event (%s): it is settled once they are shown',
    async (how) => {
      const world = await openInstalled({ orderPartsDelay: 60_000, orderPartsMissing: how })
      const gate = await world.makeGate({ limits: once })
      const order = world.buy({ codes: codesOf(await world.unlock([gate])) })
      await world.work()
      expect(await world.settlement(order)).toBeNull()
      expect((await orderJobs(world))[0]?.lastError).toMatch(/does not show/)
      expect(await world.uses(gate)).toMatchObject({ reserved: 1, committed: 0 })
      world.clock.now += 3600
      await world.work()
      expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
      expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
    },
  )

  test.each([404, 'empty'] as const)(
    'refuses: to give a use back when they are gone (%s), and other orders do not wait',
    async (how) => {
      const world = await openInstalled()
      const gate = await world.makeGate({ limits: once })
      const order = world.buy({ codes: codesOf(await world.unlock([gate])) })
      await world.work()
      const other = world.buy({ codes: codesOf(await world.unlock([gate], { wallet: sampleAddress() })) })
      Object.assign(world.store.knobs, { orderPartsDelay: 30_000, orderPartsMissing: how })
      world.clock.now += 60
      const stored = world.store.orders.get(order.id)
      if (!stored) throw new Error('The store has no such order.')
      // Its parts stay away.
      stored.createdAt = world.clock.now + 1_000_000
      changeOrderStatus(world.store, stored, 9)
      await world.work()
      expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
      expect((await world.settlement(other))?.settlement.outcome).toBe('committed')
      expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 2 })
      expect((await orderJobs(world)).map(({ key, lastError }) => [key, lastError])).toEqual([
        [String(order.id), expect.stringMatching(/does not show/)],
      ])
      // It is deleted as a whole: nothing is left to do, and its use stays counted.
      world.store.orders.delete(order.id)
      world.clock.now += 6 * 3600
      await world.work()
      expect(await orderJobs(world)).toEqual([])
      expect(await world.uses(gate)).toMatchObject({ committed: 2 })
    },
  )
})

describe('a checkout that is paid hours after its shopper reached the payment', () => {
  describe.each([false, true])('paymentSetsDate: %s', (paymentSetsDate) => {
    /** Reach the payment with a coupon; what happens meanwhile; then pay. */
    const payLate = async (changes: Partial<GateDraft>, meanwhile: (world: World, gate: Gate) => unknown) => {
      const world = await openInstalled({ paymentSetsDate })
      const gate = await world.makeGate(changes)
      const codes = codesOf(await world.unlock([gate]))
      const order = world.buy({ items: [MEMBERS_CAP], codes })
      order.statusId = 0
      await world.work()
      expect(await world.settlement(order)).toBeNull()
      world.clock.now += 3600
      await meanwhile(world, gate)
      world.clock.now += 2 * 3600
      await world.work()
      const paidAt = world.clock.now
      changeOrderStatus(world.store, order, 11)
      await world.work()
      return { world, gate, order, paidAt }
    }

    test('behavior: its coupon pays, once, and the order counts from its payment', async () => {
      const { world, gate, order, paidAt } = await payLate({ ...exclusive, limits: once }, () => undefined)
      expect(await world.settlement(order)).toMatchObject({
        ...{ orderedAt: paidAt, settlement: { outcome: 'committed' } },
      })
      expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
      world.clock.now += 7200
      changeOrderStatus(world.store, order, 9)
      await world.work()
      expect(await world.settlement(order)).toMatchObject({ orderedAt: paidAt })
    })

    test('refuses: what a gate gave that was paused meanwhile', async () => {
      const { world, order } = await payLate(exclusive, ({ ctx, storeDomain: myshopifyDomain }, { number }) =>
        setGateState(ctx, { myshopifyDomain, numbers: [number], state: 'paused', actor: 'system' }),
      )
      expect((await world.settlement(order))?.settlement.lines).toMatchObject([{ outcome: 'unproved' }])
      expect(order.statusId).toBe(12)
    })

    test('refuses: a token that was sold meanwhile, where the gate reads again', async () => {
      const { world, order } = await payLate({ ...exclusive, recheck: true }, ({ balances }) => {
        balances.answer = 0n
      })
      const row = await world.settlement(order)
      expect(row?.settlement.rechecks).toMatchObject([{ verdict: 'not-held' }])
    })
  })
})

describe('pages of a store', () => {
  test.each([250, 30])(
    'behavior: all variants and scripts are found if a page has %i items',
    async (mostOnPage) => {
      const world = await openInstalled({ mostOnPage })
      const { store, ctx } = world
      const product = store.products.get(JACKET.product)
      const [variant] = product?.variants ?? []
      const [script] = [...store.scripts.values()]
      if (!product || !variant || !script) throw new Error('The store has no jacket, or no script.')
      product.variants = Array.from({ length: 301 }, (_, i) => ({ ...variant, id: 10_000 + i }))
      const found = await ctx.shopify.listVariants({ productId: product.id })
      expect(found).toEqual(product.variants.map(({ id }) => id))
      // Before ours in the list.
      store.scripts.clear()
      for (let i = 0; i < 60; i++)
        store.scripts.set(String(i), {
          ...script,
          uuid: randomUUID(),
          fields: { name: 'Other', src: `https://x.example/${i}` },
        })
      store.scripts.set('ours', script)
      await ctx.shopify.createSubscription({ topic: 'fulfillment_orders/order_routing_complete' })
      expect(store.scripts.size).toBe(61)
      expect(
        await ctx.shopify.listSubscriptions({ topic: 'fulfillment_orders/order_routing_complete' }),
      ).toHaveLength(1)
    },
  )
})

describe('coupons of a gate that changes', () => {
  test('behavior: a later unlock of the same visit moves the end of its coupon', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate()
    const [wallet, visitId] = [sampleAddress(), 'a'.repeat(32)]
    const [first] = codesOf(await world.unlock([gate], { wallet, visitId }))
    const [promotion] = [...world.store.promotions.values()]
    const end = promotion?.endDate
    // Beyond a boundary of two hours, and always before the visit ends without a renewal.
    for (let i = 0; i < 6; i++) {
      world.clock.now += 25 * 60
      await world.unlock([gate], { wallet, visitId })
    }
    expect(world.store.promotions.size).toBe(1)
    expect(Date.parse(promotion?.endDate ?? '')).toBeGreaterThan(Date.parse(end ?? ''))
    const changes = world.store.log.filter((line) => line.startsWith('PUT /v3/promotions'))
    expect(new Set(changes)).toEqual(new Set(['PUT /v3/promotions/{id} 200']))
    expect(sumDiscounts(world.buy({ codes: [first ?? ''] }))).toBe(2400)
  })

  test('behavior: a pause takes the coupons away', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate()
    const codes = codesOf(await world.unlock([gate]))
    const { ctx, storeDomain: myshopifyDomain } = world
    await setGateState(ctx, { myshopifyDomain, numbers: [gate.number], state: 'paused', actor: 'system' })
    await world.work()
    expect([world.store.promotions.size, world.store.coupons.size]).toEqual([0, 0])
    expect(() => world.buy({ codes })).toThrow()
  })

  test('behavior: another price takes the coupons of the old one away, and the same visit gets a new one', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate()
    const [wallet, visitId] = [sampleAddress(), 'b'.repeat(32)]
    const old = codesOf(await world.unlock([gate], { wallet, visitId }))
    world.clock.now += 5
    await change(world, gate, { reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 1000 } } })
    await world.work()
    expect(() => world.buy({ codes: old })).toThrow()
    const codes = codesOf(await world.unlock([gate], { wallet, visitId }))
    expect(codes).not.toEqual(old)
    expect(sumDiscounts(world.buy({ codes }))).toBe(1200)
  })

  test('behavior: an earlier end of the gate reaches its coupons', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate()
    const codes = codesOf(await world.unlock([gate]))
    const endsAt = world.clock.now + 600
    await change(world, gate, { schedule: { startsAt: null, endsAt, afterEnd: 'closed' } })
    await world.work()
    const [promotion] = [...world.store.promotions.values()]
    world.clock.now = endsAt + 1
    await world.work()
    expect(promotion === undefined || !world.store.promotions.has(promotion.id)).toBe(true)
    expect(() => world.buy({ codes })).toThrow()
  })
})

/** Save a gate with these changes, as its editor does. */
async function change(
  { ctx, ports, clock, loadShop }: World,
  gate: Gate,
  changes: Partial<GateDraft>,
): Promise<void> {
  const draft = { ...gate, ...changes }
  await ports.gates.update({
    ...{ shopId: (await loadShop()).id, number: gate.number, draft, profile: gate.profile },
    ...{ revision: planRevision({ gate, draft }), expectedRevision: gate.revision },
    ...{ expectedUpdatedAt: gate.updatedAt, actor: 'system', restoredFrom: null, at: clock.now },
  })
  await publishGate(ctx, { shop: await loadShop(), number: gate.number })
}
