import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { Database } from '../../../app/db/database.ts'
import { type ListSettlementsParameters, listSettlements } from '../../../app/flows/orders/listSettlements.ts'
import { loadOrderList } from '../../../app/flows/orders/loadOrderList.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from './openWorld.ts'

let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

/** Two orders of a gate a day apart, and one without an unlock that an exclusive gate closes. */
async function openOrders() {
  const world = await openWorld({ db })
  const gate = await world.makeGate()
  const { proofs } = await world.unlock({ gates: [gate] })
  world.shopify.place({ id: 1, name: '#1001', proof: proofs.c })
  world.shopify.place({ id: 2, name: '#1002', proof: null, createdAt: ORDERED + 60 })
  world.shopify.place({ id: 3, name: 'EN_2001', proof: null, createdAt: ORDERED + 86_400 })
  for (const id of [1, 2, 3]) await world.hear(id)
  const list = async (filter: Omit<ListSettlementsParameters, 'myshopifyDomain'> = {}) => {
    const { rows } = await listSettlements(world.ctx, { ...world.settle, ...filter })
    return rows.map(({ name }) => name)
  }
  return { world, gate, list }
}

describe('listSettlements', () => {
  test('default: newest first, and found by a part of the name in any case', async () => {
    const { list } = await openOrders()
    expect(await list()).toEqual(['EN_2001', '#1002', '#1001'])
    expect(await list({ name: '100' })).toEqual(['#1002', '#1001'])
    expect(await list({ name: 'en_2' })).toEqual(['EN_2001'])
    expect(await list({ name: '2002' })).toEqual([])
  })

  test('behavior: behind ten thousand newer orders a name is found by its beginning, with or without what is before its number', async () => {
    const { world, gate, list } = await openOrders()
    await db.hot.query(
      'newer_orders',
      `INSERT INTO settlement (shop_id, order_id, name, ordered_at, outcome, detail, action, settled_at, updated_at)
        SELECT shop_id, 100 + n, '#7-' || translate(n::text, '0123456789', 'abcdefghij'), ordered_at + 100000 + n, outcome, detail, action, settled_at, updated_at
        FROM settlement CROSS JOIN generate_series(1, 10000) AS n WHERE shop_id = $1::bigint AND order_id = 3`,
      [world.shop.id],
    )
    for (const name of ['EN_2001', 'en_20', '2001']) expect(await list({ name })).toEqual(['EN_2001'])
    expect(await list({ name: '001' })).toEqual([])
    expect(await list({ name: 'JJJJ' })).toEqual(['#7-jjjj'])
    // The copies say that the gate closed them, but no word leads to them.
    expect(await list({ gate: gate.number })).toEqual(['EN_2001', '#1002', '#1001'])
  })

  test('behavior: an order that a gate has nothing to do with any more is not found by it', async () => {
    const { world, gate, list } = await openOrders()
    const other = await world.makeGate({ subject: { kind: 'products', ids: [9999] } })
    await db.hot.query(
      'stale_word',
      `INSERT INTO order_word SELECT shop_id, convert_to('gate ${other.number}', 'UTF8'), ordered_at, order_id
        FROM settlement WHERE shop_id = $1::bigint`,
      [world.shop.id],
    )
    expect(await list({ gate: other.number })).toEqual([])
    expect(await list({ gate: gate.number })).toHaveLength(3)
  })

  test('behavior: the signs of a pattern are searched as they are', async () => {
    const { list } = await openOrders()
    expect(await list({ name: '%' })).toEqual([])
    expect(await list({ name: '_' })).toEqual(['EN_2001'])
    expect(await list({ name: '\\' })).toEqual([])
  })

  test('behavior: orders of a gate are those that it opened and those that it closed', async () => {
    const { world, gate, list } = await openOrders()
    const other = await world.makeGate({ subject: { kind: 'products', ids: [9999] } })
    expect(await list({ gate: gate.number })).toEqual(['EN_2001', '#1002', '#1001'])
    expect(await list({ gate: other.number })).toEqual([])
    expect(await list({ gate: gate.number, outcome: 'committed' })).toEqual(['#1001'])
    const { choices } = await listSettlements(world.ctx, { ...world.settle, gate: gate.number })
    expect(choices.map(({ number }) => number)).toEqual([other.number, gate.number])
  })

  test('behavior: days are those of the shop’s time zone, the last one included', async () => {
    const { list } = await openOrders()
    const dayOf = (at: number) =>
      new Date(at * 1000).toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' })
    const [first, second] = [dayOf(ORDERED), dayOf(ORDERED + 86_400)]
    expect(await list({ fromOn: first, untilOn: first })).toEqual(['#1002', '#1001'])
    expect(await list({ fromOn: second })).toEqual(['EN_2001'])
    expect(await list({ untilOn: '2001-01-01' })).toEqual([])
    expect(await list({ fromOn: '2026-02-30' })).toEqual(['EN_2001', '#1002', '#1001'])
  })

  test('behavior: the page says since when orders wait that are not settled, and why', async () => {
    const { world } = await openOrders()
    const load = async () => (await loadOrderList(world.ctx, world.settle)).waiting
    const fault = { details: { isPassing: true } } as const
    world.shopify.failing.set('readOrder', new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify failed.', fault))
    for (const id of [4, 5]) {
      world.shopify.place({ id, proof: null })
      await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: `${id}`, runAt: world.now })
    }
    await world.work()
    expect(await load()).toBeNull()
    world.now += 900
    expect(await load()).toEqual({ count: 2, seconds: 900, lastError: 'Shopify failed.' })
    world.shopify.failing.clear()
    await world.work()
    expect(await load()).toBeNull()
  })
})
