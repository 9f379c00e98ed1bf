import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from './openWorld.ts'

const once = { perWallet: null, perToken: 1, total: null }
let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

const passing = () =>
  new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify failed.', { details: { isPassing: true } })
const refused = () => new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: no.')

/** A world with a gate of one use per token, and orders that wait: each with a token of its own. */
async function openBacklog(count: number) {
  const world = await openWorld({ db })
  const gate = await world.makeGate({ limits: once })
  const orders: string[] = []
  for (let id = 1; id <= count; id++) {
    const { proofs } = await world.unlock({ gates: [gate], tokens: [`ethereum:0xaa:${id}`], cartToken: null })
    orders.push(proofs.c)
    world.shopify.place({ id, proof: proofs.c })
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: String(id), runAt: world.now })
  }
  const outcomes = () => Promise.all(Array.from({ length: count }, (_, i) => world.outcome(i + 1)))
  return { world, gate, proofs: orders, outcomes }
}

describe('settleOrders', () => {
  test('default: waiting orders are read and written together, with the result of each alone', async () => {
    const { world, gate, outcomes } = await openBacklog(6)
    const asked: number[] = []
    const { readOrders } = world.shopify.port
    world.ctx.shopify.readOrders = (parameters) => {
      asked.push(parameters.orderIds.length)
      return readOrders(parameters)
    }
    await world.work()
    expect(asked).toEqual([6])
    expect(await outcomes()).toEqual(Array(6).fill('committed'))
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 6 })
    for (let id = 1; id <= 6; id++) {
      expect(world.shopify.tags(id)).toEqual(['token-gate'])
      expect(JSON.parse(world.shopify.metafield(id, 'gate') ?? '')).toMatchObject({ verdict: 'committed' })
    }
    expect(await world.jobs()).toEqual([])
    const written = [...world.shopify.writes]
    for (let id = 1; id <= 6; id++)
      await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: String(id), runAt: world.now })
    await world.work()
    expect(world.shopify.writes).toEqual(written)
  })

  test('refuses: an order that another version settled, and the others go on (ERR_STORED_INVALID)', async () => {
    const { world, outcomes } = await openBacklog(3)
    await world.work()
    const { id: shopId } = world.shop
    await db.hot.query(
      'other_version',
      `UPDATE settlement SET detail = '{"v": 99}' WHERE shop_id = $1::bigint AND order_id = 2`,
      [shopId],
    )
    for (const id of [1, 2, 3]) {
      const order = world.shopify.orders.get(id)
      if (order) world.shopify.orders.set(id, { ...order, cancelledAt: world.now })
      await world.ports.jobs.add({ shopId, kind: 'order', key: String(id), runAt: world.now })
    }
    const { rows, errors } = await world.ports.settlements.loadMany({ shopId, orderIds: [1, 2, 3, 4] })
    expect([...rows.keys()].sort()).toEqual([1, 3])
    expect([...errors]).toMatchObject([[2, { code: 'ERR_STORED_INVALID' }]])
    await world.work()
    expect((await world.jobs()).map(({ key }) => key)).toEqual(['2'])
    await expect(outcomes()).rejects.toMatchObject({ code: 'ERR_STORED_INVALID' })
    for (const id of [1, 3]) expect((await world.load(id)).settlement.isCancelled).toBe(true)
  })

  test('behavior: of two orders with one proof the earlier pays, also if the later is settled first', async () => {
    const { world, gate, proofs, outcomes } = await openBacklog(2)
    world.shopify.place({ id: 1, proof: proofs[0] ?? null, createdAt: ORDERED + 60 })
    world.shopify.place({ id: 2, proof: proofs[0] ?? null, createdAt: ORDERED })
    await world.work()
    expect(await outcomes()).toEqual(['duplicate', 'committed'])
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: one order that fails for its own reason waits alone', async () => {
    const { world, outcomes } = await openBacklog(4)
    const { readOrder, writeMetafields } = world.shopify.port
    world.shopify.large.add(2)
    world.ctx.shopify.readOrder = async (parameters) => {
      if (parameters.orderId === 2) throw refused()
      return readOrder(parameters)
    }
    world.ctx.shopify.writeMetafields = async (writes) => {
      if (writes.some(({ ownerId }) => ownerId.endsWith('/3'))) throw refused()
      return writeMetafields(writes)
    }
    await world.work()
    expect(await outcomes()).toEqual(['committed', null, 'committed', 'committed'])
    expect([1, 3, 4].map((id) => world.shopify.metafield(id, 'gate') !== null)).toEqual([true, false, true])
    const left = (await world.jobs()).map(({ key, attempts, runAt }) => [key, attempts, runAt - world.now])
    expect(left.sort()).toEqual([
      ['2', 1, 30],
      ['3', 1, 30],
    ])
  })

  test('behavior: an order whose tags Shopify refuses fails alone', async () => {
    const { world } = await openBacklog(3)
    const { addManyTags } = world.shopify.port
    world.ctx.shopify.addManyTags = async (added) => {
      const refusals = added.map(({ gid }) => (gid.endsWith('/2') ? refused() : null))
      await addManyTags(added.filter((_, i) => refusals[i] === null))
      return refusals
    }
    await world.work()
    expect([1, 2, 3].map((id) => world.shopify.tags(id))).toEqual([['token-gate'], [], ['token-gate']])
    expect(await world.jobs()).toMatchObject([{ key: '2', attempts: 1, lastError: 'Shopify refused: no.' }])
  })

  test('behavior: a passing fault at any step is waited out, and nothing is settled twice', async () => {
    for (const step of ['readOrders', 'addManyTags', 'writeMetafields'] as const) {
      const { world, gate, outcomes } = await openBacklog(3)
      const { readOrders, addManyTags, writeMetafields } = world.shopify.port
      let faults = 2
      const meet = <T>(run: () => Promise<T>): Promise<T> => {
        faults -= 1
        return faults >= 0 ? Promise.reject(passing()) : run()
      }
      if (step === 'readOrders') world.ctx.shopify.readOrders = (one) => meet(() => readOrders(one))
      if (step === 'addManyTags') world.ctx.shopify.addManyTags = (one) => meet(() => addManyTags(one))
      if (step === 'writeMetafields')
        world.ctx.shopify.writeMetafields = (one) => meet(() => writeMetafields(one))
      await world.work()
      expect([await outcomes(), await world.jobs()]).toEqual([Array(3).fill('committed'), []])
      expect(await world.uses(gate)).toMatchObject({ committed: 3 })
    }
  })

  test('behavior: while Shopify fails on, the orders keep their place and their age', async () => {
    const { world, outcomes } = await openBacklog(3)
    world.ctx.shopify.readOrders = () => Promise.reject(passing())
    await world.work()
    expect(await outcomes()).toEqual([null, null, null])
    expect(await world.jobs()).toMatchObject(
      [1, 2, 3].map(() => ({ attempts: 0, runAt: world.now, lastError: 'Shopify failed.' })),
    )
    const backlog = { shopId: world.shop.id, kind: 'order', at: world.now + 600 } as const
    expect(await world.ports.jobs.findBacklog(backlog)).toEqual({
      count: 3,
      oldestDueAt: world.now,
      lastError: 'Shopify failed.',
    })
  })
})
