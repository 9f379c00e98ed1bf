import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { DISCOUNT_TITLE } from '../../../app/core/gate/discountName.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import type { OrderLine } from '../../../app/core/settlement/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeLine, ORDERED, openWorld } from './openWorld.ts'

let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

const PRICED = { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } } as const
const ONCE = { perWallet: null, perToken: 1, total: null }
const TOKEN = ['ethereum:0xaa:7']

/** A line with an automatic discount that the order calls `title`, as the adapter reads it. */
function makeDiscounted(title: string, over: Partial<OrderLine> = {}): OrderLine {
  const isOurs = title === DISCOUNT_TITLE
  const discounts = [{ amount: 24_000n, code: null, title, isOurs, isWhole: false }]
  return makeLine({ hasOurDiscount: isOurs, unitPrice: 120_000n, discounts, ...over })
}

type World = Awaited<ReturnType<typeof openWorld>>
async function rename(world: World, gate: Gate, over: Partial<GateDraft>): Promise<void> {
  const now = await world.ports.gates.load({ shopId: gate.shopId, number: gate.number })
  const { revision, profile } = now
  await world.ports.gates.update({
    ...{ shopId: gate.shopId, number: gate.number, draft: { ...now, ...over }, revision, profile },
    ...{ expectedRevision: revision, expectedUpdatedAt: now.updatedAt, actor: 'system', at: ORDERED - 60 },
  })
  // This world does not publish gates.
  await db.prisma.job.deleteMany({ where: { shopId: gate.shopId, kind: 'publish' } })
}

describe('a settlement knows the discounts of gates by their names', () => {
  test('default: a discount with the gate’s name, or with a name of its own, is charged to its proof', async () => {
    for (const over of [
      { name: 'Night Owls', discountName: null },
      { name: 'Owls', discountName: 'Owl days' },
    ]) {
      const world = await openWorld({ db })
      const gate = await world.makeGate({ ...over, reaction: PRICED, limits: ONCE })
      const { proofs } = await world.unlock({ gates: [gate], tokens: TOKEN })
      const title = over.discountName ?? over.name
      world.shopify.place({ id: 1, proof: proofs.c, lines: [makeDiscounted(title)] })
      await world.hear(1)
      expect((await world.load(1)).settlement).toMatchObject({
        outcome: 'committed',
        gates: [{ gate: gate.number }],
      })
      expect(await world.uses(gate)).toMatchObject({ committed: 1 })
      world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60, lines: [makeDiscounted(title)] })
      await world.hear(2)
      expect(await world.outcome(2)).toBe('duplicate')
    }
  })

  test('behavior: both names of a renamed gate count, and the title of an order without a name', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ name: 'Owls', discountName: 'Old name', reaction: PRICED })
    const { proofs } = await world.unlock({ gates: [gate] })
    await rename(world, gate, { discountName: 'New name' })
    for (const [i, title] of ['Old name', 'New name', DISCOUNT_TITLE].entries()) {
      world.shopify.place({
        id: i + 1,
        proof: proofs.c,
        createdAt: ORDERED + i,
        lines: [makeDiscounted(title)],
      })
      await world.hear(i + 1)
    }
    expect([await world.outcome(1), await world.outcome(2), await world.outcome(3)]).toEqual([
      'committed',
      'duplicate',
      'duplicate',
    ])
  })

  test('behavior: a discount on the order or its shipping is known by its name too', async () => {
    const world = await openWorld({ db })
    const reaction = {
      ...NO_FLAGS,
      freeShipping: true,
      price: { kind: 'orderPercentage', hundredths: 500 },
    } as const
    const gate = await world.makeGate({ name: 'Night Owls', reaction, limits: ONCE })
    const { proofs } = await world.unlock({ gates: [gate], tokens: TOKEN })
    const title = 'Night Owls'
    const whole = { amount: 6_000n, code: null, title, isOurs: false, isWhole: true }
    const lines = [makeLine({ unitPrice: 120_000n, discounts: [whole] })]
    const shippingDiscounts = [{ amount: 5_000n, code: null, title, isOurs: false, isWhole: false }]
    world.shopify.place({ id: 1, proof: proofs.c, lines, shippingDiscounts })
    world.shopify.place({ id: 2, createdAt: ORDERED + 60, lines, shippingDiscounts })
    await world.hear(1)
    await world.hear(2)
    expect((await world.load(1)).settlement).toMatchObject({ wholeOutcome: 'committed' })
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
    expect((await world.load(2)).settlement).toMatchObject({ wholeOutcome: 'unproved' })
  })

  test('behavior: a gate that takes the name of another one is charged by its own proof', async () => {
    const world = await openWorld({ db })
    const first = await world.makeGate({ name: 'Night Owls', reaction: PRICED, limits: ONCE })
    const second = await world.makeGate({
      name: 'Birds',
      discountName: 'Night Owls',
      reaction: PRICED,
      limits: ONCE,
    })
    const { proofs } = await world.unlock({ gates: [second], tokens: TOKEN })
    world.shopify.place({ id: 1, proof: proofs.c, lines: [makeDiscounted('Night Owls')] })
    await world.hear(1)
    expect((await world.load(1)).settlement.gates).toMatchObject([{ gate: second.number }])
    expect(await world.uses(first)).toMatchObject({ committed: 0 })
    expect(await world.uses(second)).toMatchObject({ committed: 1 })
  })

  test('behavior: a name of a deleted gate, and of one that this version cannot read, still counts', async () => {
    const world = await openWorld({ db })
    const gone = await world.makeGate({ name: 'Gone', reaction: PRICED })
    const broken = await world.makeGate({ name: 'Broken', reaction: PRICED })
    const { shopId } = gone
    await world.ports.gates.delete({ shopId, number: gone.number, actor: 'system', at: ORDERED - 90 })
    await db.prisma
      .$executeRaw`UPDATE gate SET guard = 'later' WHERE shop_id = ${shopId} AND number = ${BigInt(broken.number)}`
    const names = ['Gone', 'Broken', 'Never', 'gone', '']
    expect((await world.ports.gates.listDiscountNames({ shopId, names })).sort()).toEqual(['Broken', 'Gone'])
    const other = await openWorld({ db })
    expect(await other.ports.gates.listDiscountNames({ shopId: other.shop.id, names })).toEqual([])
  })

  test('refuses: a discount with a gate’s name and without a proof (unproved)', async () => {
    const world = await openWorld({ db })
    await world.makeGate({ name: 'Night Owls', reaction: PRICED })
    world.shopify.place({ id: 1, lines: [makeDiscounted('Night Owls')] })
    await world.hear(1)
    expect((await world.load(1)).settlement.lines).toMatchObject([
      { outcome: 'unproved', reasons: [{ kind: 'no-proof' }] },
    ])
  })

  test('behavior: nobody is accused for a discount of the merchant’s own that has the same name', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ name: 'Night Owls', reaction: PRICED, limits: ONCE })
    world.shopify.otherTitles.push('Night Owls', DISCOUNT_TITLE)
    for (const [i, title] of ['Night Owls', DISCOUNT_TITLE].entries()) {
      world.shopify.place({ id: i + 1, lines: [makeDiscounted(title)] })
      await world.hear(i + 1)
      expect(await world.outcome(i + 1)).toBeNull()
    }
    // A holder who unlocked nothing for this line bought it by the merchant's discount.
    const { proofs } = await world.unlock({ gates: [await world.makeGate({ name: 'Access' })] })
    world.shopify.place({ id: 3, proof: proofs.c, lines: [makeDiscounted('Night Owls')] })
    await world.hear(3)
    expect((await world.load(3)).settlement.lines).toMatchObject([{ outcome: 'committed' }])
    expect(await world.uses(gate)).toMatchObject({ committed: 0 })
  })

  test('behavior: nobody is accused for such a discount that the merchant has deleted since, when the order is refunded', async () => {
    const world = await openWorld({ db })
    await world.makeGate({ name: 'Night Owls', reaction: PRICED })
    world.shopify.otherTitles.push('Night Owls')
    const order = world.shopify.place({ id: 1, lines: [makeDiscounted('Night Owls')] })
    await world.hear(1)
    expect(await world.outcome(1)).toBeNull()
    world.shopify.otherTitles.length = 0
    world.now = ORDERED + 25 * 3600
    world.shopify.orders.set(1, {
      ...order,
      lines: [{ codes: [], ...makeDiscounted('Night Owls', { currentQuantity: 0 }) }],
    })
    await world.hear(1)
    expect(await world.outcome(1)).toBeNull()
  })

  test('refuses: the second use of a proof, though the merchant has a discount of the same name (duplicate)', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ name: 'Night Owls', reaction: PRICED, limits: ONCE })
    world.shopify.otherTitles.push('Night Owls')
    const { proofs } = await world.unlock({ gates: [gate], tokens: TOKEN })
    for (const id of [1, 2]) {
      const lines = [makeDiscounted('Night Owls')]
      world.shopify.place({ id, proof: proofs.c, createdAt: ORDERED + id, lines })
      await world.hear(id)
    }
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'duplicate'])
  })

  test('behavior: Shopify is asked about other discounts only if a discount has no proof, and again if it fails', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ name: 'Night Owls', reaction: PRICED })
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.failing.set('listOtherTitles', new UpstreamError('ERR_SHOPIFY_REQUEST', 'Away.'))
    world.shopify.place({ id: 1, proof: proofs.c, lines: [makeDiscounted('Night Owls')] })
    world.shopify.place({ id: 2, lines: [makeDiscounted('Summer sale')] })
    await world.hear(1)
    await world.hear(2)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', null])
    world.shopify.place({ id: 3, lines: [makeDiscounted('Night Owls')] })
    await world.hear(3)
    expect(await world.outcome(3)).toBeNull()
    expect(await world.jobs()).toMatchObject([{ kind: 'order', key: '3' }])
    world.shopify.failing.clear()
    await world.hear(3)
    expect(await world.outcome(3)).toBe('unproved')
  })
})
