import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planRevision } from '../../../app/core/gate/planRevision.ts'
import type { Gate, GateTest } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress } from '../samples.ts'
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

/** Save a gate with another test mode, an hour before the order. */
async function setTest(world: World, gate: Gate, change: GateTest): Promise<Gate> {
  const draft = { ...gate, test: change }
  const saved = await world.ports.gates.update({
    ...{ shopId: world.shop.id, number: gate.number, draft, profile: gate.profile, actor: 'system' },
    ...{ revision: planRevision({ gate, draft }), expectedRevision: gate.revision },
    ...{ expectedUpdatedAt: gate.updatedAt, at: ORDERED - 3600 },
  })
  // This world does not publish gates.
  await db.prisma.job.deleteMany({ where: { shopId: world.shop.id, kind: 'publish' } })
  return saved
}

describe('orders of a gate in test', () => {
  test('default: a test wallet buys, and the wallets are stored', async () => {
    const world = await openWorld({ db })
    const wallet = sampleAddress()
    const gate = await setTest(world, await world.makeGate(), { isOn: true, wallets: [wallet] })
    const [stored] = await world.ports.gates.find({ shopId: world.shop.id, numbers: [gate.number] })
    expect(stored).toMatchObject({ revision: 2, test: { isOn: true, wallets: [wallet] } })
    const { proofs } = await world.unlock({ gates: [gate], wallet })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
  })

  test('refuses: a proof from before the test, in the cart and on the line', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    await setTest(world, gate, { isOn: true, wallets: [sampleAddress()] })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.place({ id: 2, lines: [makeLine({ proof: proofs.l })] })
    await world.hear(1)
    await world.hear(2)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['unproved', 'unproved'])
    expect((await world.load(1)).action).toMatchObject({ kind: 'hold' })
  })

  test('refuses: the proof of a test wallet that somebody took into another cart, once its own order is there', async () => {
    const world = await openWorld({ db })
    const wallet = sampleAddress()
    const gate = await setTest(world, await world.makeGate(), { isOn: true, wallets: [wallet] })
    const { proofs } = await world.unlock({ gates: [gate], wallet })
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED - 60 })
    await world.hear(2, 'cart-of-a-thief')
    expect(await world.outcome(2)).toBe('suspect')
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    await world.work()
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'duplicate'])
  })

  test('refuses: the proof of a wallet that was taken off the list', async () => {
    const world = await openWorld({ db })
    const [first, second] = [sampleAddress(), sampleAddress()]
    const gate = await setTest(world, await world.makeGate(), { isOn: true, wallets: [first, second] })
    const { proofs } = await world.unlock({ gates: [gate], wallet: first })
    await setTest(world, gate, { isOn: true, wallets: [second] })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('unproved')
  })

  test('behavior: the products of an exclusive gate stay closed, and the list finds gates in test', async () => {
    const world = await openWorld({ db })
    const gate = await setTest(world, await world.makeGate(), { isOn: true, wallets: [sampleAddress()] })
    world.shopify.place({ id: 1 })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('unproved')
    const list = (state: 'test' | 'active') =>
      world.ports.gates.listPage({
        ...{ shopId: world.shop.id, filter: { state }, sort: 'newest' as const, limit: 10, now: ORDERED },
      })
    await world.ports.gates.setPublication({
      ...{ shopId: world.shop.id, number: gate.number, publication: { kind: 'published' } },
    })
    expect((await list('test')).gates.map(({ number }) => number)).toEqual([gate.number])
    expect((await list('active')).gates).toEqual([])
  })
})
