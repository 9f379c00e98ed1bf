import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { deleteOldOrders } from '../../../app/flows/orders/deleteOldOrders.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress } from '../samples.ts'
import { openWorld } from './openWorld.ts'

const DAY = 86_400
const limits = { perWallet: 1, perToken: null, total: 5 }

describe.each(engines)('old orders on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** An order that used a gate, one that is to be held, and a new one; seen `days` later. */
  async function open(days: number) {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits })
    const wallet = sampleAddress()
    const { proofs } = await world.unlock({ gates: [gate], wallet })
    world.shopify.place({ id: 1, name: 'EN1001', proof: proofs.c })
    world.shopify.place({ id: 2, name: '#1002', proof: null })
    for (const id of [1, 2]) await world.hear(id)
    world.now += days * DAY
    world.shopify.place({ id: 3, name: '#1003', proof: null, createdAt: world.now - DAY, lines: [] })
    const sweep = (keptOrderDays: number | null) =>
      deleteOldOrders({ ...world.ctx, now: () => world.now, keptOrderDays }, { shop: world.shop })
    const list = async (filter: { name?: string; gate?: number } = {}) => {
      const { rows } = await world.ports.settlements.list({ shopId: world.shop.id, limit: 50, ...filter })
      return rows.map(({ orderId }) => orderId)
    }
    return { world, gate, wallet, sweep, list }
  }

  test('default: nothing is deleted unless the operator says for how long orders are kept', async () => {
    const { sweep, list } = await open(4_000)
    await sweep(null)
    expect(await list()).toEqual([2, 1])
  })

  test('behavior: an old order goes with its grants and words; its uses, counters and numbers stay, and one on hold', async () => {
    const { world, gate, wallet, sweep, list } = await open(500)
    const { id: shopId } = world.shop
    const where = { shopId }
    await sweep(501)
    expect(await list()).toEqual([2, 1])
    await sweep(400)
    expect(await list()).toEqual([2])
    expect(await world.outcome(1)).toBeNull()
    expect(await db.prisma.grant.count({ where: { shopId, orderId: 1n } })).toBe(0)
    const words = await db.prisma.orderWord.findMany({ where })
    expect(words.map(({ orderId }) => orderId)).not.toContain(1n)
    expect(words.length).toBeGreaterThan(0)
    expect(await list({ gate: gate.number })).toEqual([2])
    expect(await world.uses(gate)).toMatchObject({ committed: 1, total: 5 })
    expect(await db.prisma.orderGate.count({ where: { shopId, orderId: 1n } })).toBeGreaterThan(0)
    const again = await world.unlock({ gates: [gate], wallet })
    expect(again.usedUp).toEqual([gate.number])
    expect(await world.ports.reservations.checkUses({ shopId, at: world.now })).toEqual([])
  })

  test('behavior: a webhook of a deleted order, which Shopify no longer shows, settles nothing', async () => {
    const { world, sweep, list } = await open(500)
    await sweep(400)
    world.shopify.orders.delete(1)
    await world.hear(1)
    for (let attempt = 0; attempt < 5; attempt++) {
      world.now += DAY
      await world.work()
    }
    expect(await list()).toEqual([2])
    expect((await world.jobs()).map(({ key }) => key)).not.toContain('1')
  })
})
