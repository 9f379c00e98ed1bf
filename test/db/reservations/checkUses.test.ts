import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { checkUses } from '../../../app/flows/orders/checkUses.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { openWorld } from '../orders/openWorld.ts'
import { sampleAddress } from '../samples.ts'

describe.each(engines)('the counters of uses on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** Two gates that an order has used each, and a count of one gate. */
  async function open() {
    const world = await openWorld({ db })
    const { reservations } = world.ports
    const shopId = world.shop.id
    const limits = { perWallet: 1, perToken: null, total: null }
    const gates = [await world.makeGate({ limits }), await world.makeGate({ limits })]
    for (const [i, gate] of gates.entries()) {
      const { proofs } = await world.unlock({ gates: [gate], wallet: sampleAddress() })
      world.shopify.place({ id: i + 1, proof: proofs.c })
      await world.hear(i + 1)
    }
    const numbers = gates.map(({ number }) => number)
    const count = async () =>
      (await reservations.counts({ shopId, gates: numbers })).map(({ committed }) => committed)
    const set = (gate: number, committed: number) =>
      db.hot.query('set_use', 'UPDATE gate_use SET committed = $3 WHERE shop_id = $1::bigint AND gate = $2', [
        ...[shopId, gate, committed],
      ])
    return { world, reservations, shopId, numbers, count, set }
  }

  test('default: right counters stay, and every gate is looked at', async () => {
    const { world, reservations, shopId, count } = await open()
    expect(await reservations.checkUses({ shopId, at: world.now })).toEqual([])
    expect(await count()).toEqual([1, 1])
    const told = await db.prisma.gateUse.findMany({ where: { shopId }, select: { checkedAt: true } })
    expect(told).toEqual([{ checkedAt: BigInt(world.now) }, { checkedAt: BigInt(world.now) }])
  })

  test('behavior: a wrong counter and a missing one are set right, and the operator reads it', async () => {
    const { world, shopId, numbers, count, set } = await open()
    const [first = 0, second = 0] = numbers
    await set(first, 7)
    await db.prisma.gateUse.deleteMany({ where: { shopId, gate: BigInt(second) } })
    const warned: unknown[] = []
    const log = {
      ...world.ctx.log,
      warn: (sentence: string, facts?: object) => warned.push([sentence, facts]),
    }
    await checkUses({ ...world.ctx, log: log as never, now: () => world.now }, { shop: world.shop })
    expect(await count()).toEqual([1, 1])
    expect(warned).toEqual([
      [
        `The uses of these gates were not counted right, and are now: ${first}, ${second}. It may follow an upgrade.`,
        { shop: world.shop.myshopifyDomain },
      ],
    ])
    await checkUses({ ...world.ctx, log: log as never, now: () => world.now }, { shop: world.shop })
    expect(warned).toHaveLength(1)
  })

  test('behavior: one check counts 20,000 uses or those of one gate, and the next goes on with the others', async () => {
    const { world, reservations, shopId, numbers, set } = await open()
    const [first = 0, second = 0] = numbers
    await set(first, 30_000)
    await set(second, 9)
    expect(await reservations.checkUses({ shopId, at: world.now })).toEqual([first])
    expect(await reservations.checkUses({ shopId, at: world.now + 3600 })).toEqual([second])
    expect(await reservations.checkUses({ shopId, at: world.now + 7200 })).toEqual([])
  })
})
