import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { redactCustomer } from '../../app/flows/orders/redactCustomer.ts'
import { deleteShop } from '../../app/flows/shops/deleteShop.ts'
import { engines, type RunningEngine } from './engines.ts'
import { openWorld } from './orders/openWorld.ts'
import { setPlaces } from './setPlaces.ts'

const once = { perWallet: 1, perToken: null, total: 5 }

describe.each(engines)('erasure on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** Make a shop with a row in every table that refers to shops. */
  async function fillMore() {
    const world = await openWorld({ db, settings: { showsWallet: true } })
    const { shop, ports } = world
    const gate = await world.makeGate({ limits: once })
    await setPlaces({ db, shopId: shop.id, gate: gate.number, total: 5 })
    await ports.collections.set({ shopId: shop.id, collectionId: 7, productIds: [8101], variants: [] })
    const { proofs, wallet } = await world.unlock({ gates: [gate], buyer: '77' })
    world.shopify.place({ id: 1, proof: proofs.c, customerId: 77 })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
    await ports.jobs.add({ shopId: shop.id, kind: 'order', key: '2', runAt: world.now + 99 })
    return { world, gate, wallet }
  }
  const fill = async () => (await fillMore()).world
  const count = async (shopId: bigint) => {
    const rows = await db.prisma.$queryRaw<
      { table_name: string }[]
    >`SELECT table_name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'shop_id'`
    const counts = new Map<string, number>()
    for (const { table_name: table } of rows) {
      const [row] = await db.hot.query(
        `count_${table}`,
        `SELECT count(*)::int AS count FROM "${table}" WHERE shop_id = $1::bigint`,
        [shopId],
      )
      if (Number(row?.count) > 0) counts.set(table, Number(row?.count))
    }
    return counts
  }

  test('default: no table keeps a row of a shop that has left, and every row of other shops stays', async () => {
    const [world, other] = [await fill(), await fill()]
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: '3', runAt: world.now + 99 })
    const before = await count(other.shop.id)
    for (const table of [
      'gate',
      'grant',
      'visit',
      'reservation',
      'redemption',
      'total_slot',
      'settlement',
      'job',
      'unlock_event',
      'unlock_wallet',
      'gate_holder',
      'gate_day',
    ]) {
      expect((await count(world.shop.id)).get(table), table).toBeGreaterThan(0)
    }
    await world.ports.shops.uninstall({ shopId: world.shop.id, at: world.now, pendingReason: '' })
    await deleteShop(world.ctx, { shopId: world.shop.id })
    await deleteShop(world.ctx, { shopId: world.shop.id })
    expect(await count(world.shop.id)).toEqual(new Map())
    expect(await db.prisma.shop.findUnique({ where: { id: world.shop.id } })).toBeNull()
    expect(await count(other.shop.id)).toEqual(before)
  })

  test('behavior: an installed shop is not erased', async () => {
    const world = await fill()
    await deleteShop(world.ctx, { shopId: world.shop.id })
    expect(await world.outcome(1)).toBe('committed')
  })

  test('behavior: a customer is erased, and the use stays counted', async () => {
    const { world, gate, wallet } = await fillMore()
    const { id: shopId } = world.shop
    const words = async () =>
      (await db.prisma.orderWord.findMany({ where: { shopId } })).map(({ word }) =>
        Buffer.from(word).toString(),
      )
    expect((await world.load(1)).settlement.holders).toHaveLength(1)
    expect(await words()).toContain('customer 77')
    await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: 77, orderIds: [1] })
    expect(await world.load(1)).toMatchObject({
      cartToken: null,
      settlement: { outcome: 'committed', holders: [] },
    })
    const grants = await db.prisma.grant.findMany({ where: { shopId } })
    expect(grants.map(({ buyer }) => buyer)).toEqual(grants.map(() => '0'))
    expect((await db.prisma.redemption.findMany({ where: { shopId } })).length).toBe(1)
    expect((await world.uses(gate))?.committed).toBe(1)
    expect((await words()).sort()).toEqual([`gate ${gate.number}`, 'name 1'])
    const kept = await count(shopId)
    expect(['unlock_event', 'unlock_wallet', 'gate_holder'].filter((table) => kept.has(table))).toEqual([])
    expect(kept.get('gate_day')).toBeGreaterThan(0)
    const again = await world.unlock({ gates: [gate], wallet })
    expect(again.usedUp).toEqual([gate.number])
    await world.work()
    await redactCustomer(world.ctx, { shopId: 1n as ShopId, customerId: 77, orderIds: [] })
  })

  test('behavior: the erasure of an order alone leaves no word of its customer either', async () => {
    const { world } = await fillMore()
    const { id: shopId } = world.shop
    await redactCustomer(world.ctx, { shopId, customerId: null, orderIds: [1] })
    const rows = await db.prisma.orderWord.findMany({ where: { shopId } })
    expect(
      rows.map(({ word }) => Buffer.from(word).toString()).filter((word) => word.startsWith('c')),
    ).toEqual([])
    expect(rows).toHaveLength(2)
  })

  test('behavior: an erased customer stays erased, whatever arrives about the order later', async () => {
    const { world, gate, wallet } = await fillMore()
    const { id: shopId } = world.shop
    const { id: reservationId } = await db.prisma.reservation.findFirstOrThrow({
      where: { shopId, orderId: 1n },
    })
    const units = [{ kind: 'wallet', key: wallet, slot: 1 }]
    await world.ports.audit.add({
      shopId,
      entry: {
        at: world.now,
        actor: 'staff:1',
        action: 'reservation.released',
        gate: gate.number,
        reservationId,
        orderId: 1n,
        detail: { reason: 'Lost in the mail', units },
      },
    })
    expect(world.shopify.metafield(1, 'gate')).toContain(wallet)
    await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: 77, orderIds: [1] })
    await world.hear(1, 'cart-1')
    const kept = await world.load(1)
    expect(kept).toMatchObject({ cartToken: null, isRedacted: true })
    expect(kept.settlement).toMatchObject({ outcome: 'committed', holders: [] })
    expect(world.shopify.metafield(1, 'gate')).toContain('committed')
    expect(world.shopify.metafield(1, 'gate')).not.toContain(wallet)
    expect(await world.ports.settlements.findUnits({ shopId, orderId: 1 })).toEqual([])
    const [entry] = await world.ports.audit.list({ shopId, orderId: 1n, limit: 1 })
    expect(entry).toMatchObject({ reservationId: null, detail: { reason: 'Lost in the mail' } })
    // No row about the order or its grant leads to the wallet or the cart.
    const grants = await db.prisma.grant.findMany({ where: { shopId } })
    expect(grants.filter(({ orderId }) => orderId === 1n)).not.toEqual([])
    expect(JSON.stringify(grants.map(({ openScope, cartToken }) => [openScope, cartToken]))).not.toContain(
      'cart-1',
    )
    const visitIds = grants.filter(({ orderId }) => orderId === 1n).map(({ visitId }) => visitId)
    expect(await db.prisma.reservation.count({ where: { visitId: { in: visitIds } } })).toBe(0)
    expect(await db.prisma.reservation.count({ where: { shopId, orderId: 1n } })).toBe(0)
    expect(await db.prisma.visit.count({ where: { shopId } })).toBe(0)
    expect(await db.prisma.reservation.count({ where: { shopId, state: 'committed' } })).toBe(1)
  })

  test('behavior: a customer who is erased while the order is settled is not stored again', async () => {
    const { world } = await fillMore()
    const { readOrder } = world.ctx.shopify
    world.ctx.shopify.readOrder = async (parameters) => {
      world.ctx.shopify.readOrder = readOrder
      const found = await readOrder(parameters)
      await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: 77, orderIds: [1] })
      return found
    }
    await world.hear(1)
    expect(await world.load(1)).toMatchObject({
      cartToken: null,
      isRedacted: true,
      settlement: { outcome: 'committed', holders: [] },
    })
    expect(world.shopify.metafield(1, 'gate')).not.toContain('holders')
  })
})
