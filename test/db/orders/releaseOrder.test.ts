import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { formatFindings, listFindings } from '../../../app/core/settlement/listFindings.ts'
import { HOLD_HANDLE } from '../../../app/core/settlement/planHolds.ts'
import { createAuditPort } from '../../../app/db/audit.ts'
import type { Database } from '../../../app/db/database.ts'
import { loadSettlement } from '../../../app/flows/orders/loadSettlement.ts'
import { releaseOrder } from '../../../app/flows/orders/releaseOrder.ts'
import type { FoundFulfillmentOrder } from '../../../app/ports/shopify.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeLine, ORDERED, openWorld, type World } from './openWorld.ts'

let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

const who = { actor: 'staff:5', reason: 'Known customer.' }
const refused = new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: No.', { hint: 'Mend it.' })

/** Make a paid order, and a second one on its grant, which is held. */
async function openHeld(settings: Parameters<typeof openWorld>[0]['settings'] = {}) {
  const world = await openWorld({ db, settings })
  const gate = await world.makeGate()
  const { proofs } = await world.unlock({ gates: [gate] })
  world.shopify.place({ id: 1, proof: proofs.c })
  world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60, tags: ['vip'] })
  world.shopify.route(2)
  await world.hear(1)
  await world.hear(2)
  return { world, gate, proofs }
}
const seenOf = async (world: World, orderId: number) => {
  const { settlement, action } = await world.load(orderId)
  return formatFindings(listFindings({ settlement, accepted: action.accepted }))
}
async function release(world: World, { orderId = 2, seen }: { orderId?: number; seen?: string } = {}) {
  const shown = seen ?? (await seenOf(world, orderId))
  await releaseOrder(world.ctx, { ...world.settle, ...who, orderId, seen: shown })
  await world.work()
}
const holdsOf = (world: World, orderId = 2) =>
  (world.shopify.fulfillmentOrders.get(orderId) ?? []).flatMap(({ holds }) => holds)
const setHolds = (world: World, change: (one: FoundFulfillmentOrder) => Partial<FoundFulfillmentOrder>) => {
  const all = world.shopify.fulfillmentOrders.get(2) ?? []
  world.shopify.fulfillmentOrders.set(
    2,
    all.map((one) => ({ ...one, ...change(one) })),
  )
}
const audit = (world: World) => db.prisma.auditEntry.findMany({ where: { shopId: world.shop.id } })

describe('releaseOrder', () => {
  test('default: the hold is released, tags follow, the record says who and why, and the order is not held again', async () => {
    const { world } = await openHeld()
    expect((await world.load(2)).action).toMatchObject({ kind: 'hold', state: 'done' })
    expect(world.shopify.tags(2)).toEqual(['vip', 'token-gate-duplicate'])
    await release(world)
    const { action, settlement } = await world.load(2)
    expect(action).toEqual({
      kind: 'hold',
      state: 'lifted',
      lineIds: [],
      holds: [],
      unheldLines: [],
      error: null,
      accepted: { wholeOutcome: 'none', lines: [{ lineId: 1, outcome: 'duplicate' }] },
    })
    expect(settlement.outcome).toBe('duplicate')
    expect(world.shopify.fulfillmentOrders.get(2)).toMatchObject([{ status: 'OPEN', holds: [] }])
    expect(world.shopify.tags(2)).toEqual(['vip'])
    expect(await audit(world)).toMatchObject([
      {
        actor: 'staff:5',
        action: 'order.released',
        orderId: 2n,
        detail: { reason: 'Known customer.', outcome: 'duplicate' },
      },
    ])
    // A webhook, an hourly look, and a day later.
    for (const later of [0, 3600, 86_400]) {
      world.now = ORDERED + 70 + later
      await world.hear(2, null)
      expect(holdsOf(world)).toEqual([])
    }
    expect((await world.load(2)).action).toEqual(action)
    expect(await world.jobs()).toEqual([])
  })

  test('behavior: a second release changes nothing: the record has one line', async () => {
    const { world } = await openHeld()
    const seen = await seenOf(world, 2)
    await release(world, { seen })
    await release(world, { seen })
    await release(world)
    expect(await audit(world)).toHaveLength(1)
  })

  test('behavior: the holds of others stay, and a hold that is already gone needs no call', async () => {
    for (const others of [
      [{ id: 'x', handle: null, isOurs: false }],
      [{ id: 'y', handle: HOLD_HANDLE, isOurs: false }],
      [{ id: 'z', handle: 'own-other', isOurs: true }],
    ]) {
      const { world } = await openHeld()
      setHolds(world, ({ holds }) => ({ holds: [...holds, ...others] }))
      await release(world)
      expect(holdsOf(world)).toEqual(others)
      expect(world.shopify.fulfillmentOrders.get(2)).toMatchObject([{ status: 'ON_HOLD' }])
    }
    const { world } = await openHeld()
    setHolds(world, () => ({ status: 'OPEN', holds: [] }))
    world.shopify.failing.set('releaseHold', new Error('There is nothing to let go.'))
    await release(world)
    expect((await world.load(2)).action).toMatchObject({ state: 'lifted' })
  })

  test('behavior: staff see that a hold is gone, and nothing where Shopify does not answer', async () => {
    const { world } = await openHeld()
    world.ctx.audit = createAuditPort({ db })
    const isGone = async () => (await loadSettlement(world.ctx, { ...world.settle, orderId: 2 })).isHoldGone
    expect(await isGone()).toBe(false)
    setHolds(world, () => ({ holds: [{ id: 'x', handle: null, isOurs: false }] }))
    expect(await isGone()).toBe(true)
    world.shopify.failing.set('listFulfillmentOrders', refused)
    expect(await isGone()).toBe(false)
    world.shopify.failing.clear()
    await release(world)
    expect(await isGone()).toBe(false)
  })

  test('behavior: the page of an order knows the wallet of its visit, and the wallet of a counted use without the visit', async () => {
    const world = await openWorld({ db })
    world.ctx.audit = createAuditPort({ db })
    const counted = await world.makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
    const { proofs, wallet } = await world.unlock({ gates: [counted] })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    const read = () => loadSettlement(world.ctx, { ...world.settle, orderId: 1 })
    const unit = { gate: counted.number, kind: 'wallet', key: wallet }
    expect((await read()).holders).toMatchObject({ wallets: [wallet], units: [unit] })
    await db.prisma.visit.deleteMany({ where: { shopId: world.shop.id } })
    expect((await read()).holders).toMatchObject({ wallets: [wallet], gates: [{ number: counted.number }] })
    await world.ports.privacy.redactCustomer({ shopId: world.shop.id, customerId: null, orderIds: [1] })
    expect((await read()).holders).toEqual({ wallets: [], units: [], gates: [], passes: [] })
    world.shopify.failing.set('readOrderSummary', refused)
    expect((await read()).summary).toBeNull()
  })

  test('behavior: the page of an order passes on the response that renews a login', async () => {
    const { world } = await openHeld()
    world.ctx.audit = createAuditPort({ db })
    const renewal = new Response(null, { status: 401 })
    const renew = () => Promise.reject(renewal)
    for (const name of ['readOrderSummary', 'listFulfillmentOrders'] as const) {
      const before = world.ctx.shopify[name]
      world.ctx.shopify[name] = renew
      await expect(loadSettlement(world.ctx, { ...world.settle, orderId: 2 })).rejects.toBe(renewal)
      Object.assign(world.ctx.shopify, { [name]: before })
    }
  })

  test('behavior: a hold that disappears between look and release needs no call either', async () => {
    const { world } = await openHeld()
    world.ctx.shopify.releaseHold = async () => {
      setHolds(world, () => ({ status: 'OPEN', holds: [] }))
      throw refused
    }
    await release(world)
    expect((await world.load(2)).action).toMatchObject({ state: 'lifted' })
  })

  test('behavior: a released order that waited for its hold is not held, even if the hold is placed at that moment', async () => {
    for (const isRacing of [false, true]) {
      const { world } = await openHeld()
      const { listFulfillmentOrders } = world.ctx.shopify
      const lines = [makeLine(), makeLine({ id: 2, productId: 8109 })]
      world.shopify.place({ id: 3, lines, createdAt: ORDERED + 90 })
      await world.hear(3)
      expect((await world.load(3)).action).toMatchObject({ kind: 'hold', state: 'pending' })
      const seen = await seenOf(world, 3)
      world.shopify.route(3)
      if (isRacing) {
        world.ctx.shopify.listFulfillmentOrders = async (parameters) => {
          world.ctx.shopify.listFulfillmentOrders = listFulfillmentOrders
          const found = await listFulfillmentOrders(parameters)
          await releaseOrder(world.ctx, { ...world.settle, ...who, orderId: 3, seen })
          return found
        }
        world.now += 1000
        await world.work()
        await world.work()
      } else await release(world, { orderId: 3, seen })
      expect(holdsOf(world, 3)).toEqual([])
      expect((await world.load(3)).action).toMatchObject({ state: 'lifted', holds: [] })
      world.now += 40 * 86_400
      await world.hear(3, null)
      expect(holdsOf(world, 3)).toEqual([])
    }
  })

  test('behavior: a worse finding is held anew, a lesser one is not, and an order that becomes good is tagged so', async () => {
    const world = await openWorld({ db, settings: { holdsSuspects: true } })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60 })
    world.shopify.route(2)
    await world.hear(2, 'another-cart')
    expect(await world.outcome(2)).toBe('suspect')
    await release(world)
    expect(world.shopify.tags(2)).toEqual([])
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    await world.work()
    expect(await world.outcome(2)).toBe('duplicate')
    expect((await world.load(2)).action).toMatchObject({ kind: 'hold', state: 'done', lineIds: [1] })
    expect(world.shopify.tags(2)).toEqual(['token-gate-duplicate'])
    await release(world)
    expect(holdsOf(world)).toEqual([])
    // The proof is removed: the line is no longer a duplicate, but has no proof.
    const order = world.shopify.orders.get(2)
    const row = await world.load(2)
    if (!order) throw new Error('There is no such order.')
    world.shopify.orders.set(2, { ...order, proof: null })
    await db.prisma.settlement.update({
      where: { shopId_orderId: { shopId: world.shop.id, orderId: 2n } },
      data: { detail: { ...row.settlement, proofs: [] } as object },
    })
    await world.hear(2, 'another-cart')
    expect(await world.outcome(2)).toBe('unproved')
    expect(holdsOf(world)).toEqual([])
    world.shopify.orders.set(2, { ...order, proof: (await world.unlock({ gates: [gate] })).proofs.c })
    await world.hear(2)
    expect(await world.outcome(2)).toBe('committed')
    expect(world.shopify.tags(2)).toEqual(['token-gate'])
  })

  test('behavior: after a change of setting, a released order is neither cancelled nor tagged', async () => {
    const { world } = await openHeld({ onViolation: 'tag' })
    expect((await world.load(2)).action).toMatchObject({ kind: 'tag', state: 'done' })
    await release(world)
    expect((await world.load(2)).action).toMatchObject({ kind: 'tag', state: 'lifted' })
    await world.ports.shops.set({
      shopId: world.shop.id,
      settings: { ...world.shop.settings, onViolation: 'cancel' },
    })
    await world.hear(2)
    expect(world.shopify.cancelled).toEqual([])
    expect(world.shopify.tags(2)).toEqual(['vip'])
  })

  test('refuses: to release while the app may not hold or release (ERR_SCOPE_MISSING)', async () => {
    const { world } = await openHeld()
    world.ctx.shopify.hasScope = async () => false
    await expect(release(world)).rejects.toMatchObject({ code: 'ERR_SCOPE_MISSING' })
    expect(holdsOf(world)).toHaveLength(1)
    expect((await world.load(2)).action).toMatchObject({ state: 'done' })
    expect(await audit(world)).toEqual([])
  })

  test('refuses: what Shopify refuses; nothing is written, and the next attempt succeeds (ERR_SHOPIFY_USER)', async () => {
    const { world } = await openHeld()
    world.shopify.failing.set('releaseHold', refused)
    await expect(release(world)).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
    expect((await world.load(2)).action).toMatchObject({ state: 'done' })
    expect(await audit(world)).toEqual([])
    world.shopify.failing.clear()
    await release(world)
    expect(holdsOf(world)).toEqual([])
  })

  test('refuses: to release a finding that staff have not seen (ERR_ORDER_STALE)', async () => {
    const { world } = await openHeld()
    const stale = release(world, { seen: 'none 1:suspect' })
    await expect(stale).rejects.toMatchObject({ code: 'ERR_ORDER_STALE' })
    expect(holdsOf(world)).toHaveLength(1)
  })

  test('refuses: an order that is good or cancelled (ERR_ORDER_NOT_HELD)', async () => {
    const { world } = await openHeld()
    const good = release(world, { orderId: 1 })
    await expect(good).rejects.toMatchObject({ code: 'ERR_ORDER_NOT_HELD' })
    const order = world.shopify.orders.get(2)
    if (!order) throw new Error('There is no such order.')
    world.shopify.orders.set(2, { ...order, cancelledAt: ORDERED + 90 })
    await world.hear(2)
    await expect(release(world)).rejects.toMatchObject({ code: 'ERR_ORDER_NOT_HELD' })
  })

  test('refuses: an order that is not settled, or belongs to another shop (ERR_NOT_FOUND)', async () => {
    const { world } = await openHeld()
    const other = await openWorld({ db })
    const seen = 'none 1:duplicate'
    for (const [myshopifyDomain, orderId] of [
      [world.settle.myshopifyDomain, 9],
      [other.settle.myshopifyDomain, 2],
    ] as const) {
      const released = releaseOrder(world.ctx, { ...who, myshopifyDomain, orderId, seen })
      await expect(released).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    }
  })
})
