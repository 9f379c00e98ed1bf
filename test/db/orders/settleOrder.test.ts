import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { holdLines } from '../../../app/flows/orders/holdLines.ts'
import { holdPending } from '../../../app/flows/orders/holdPending.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleShop } from '../samples.ts'
import { setPlaces } from '../setPlaces.ts'
import { CART, makeLine, ORDERED, openWorld } from './openWorld.ts'

const once = { perWallet: null, perToken: 1, total: null }
const token = ['ethereum:0xaa:7']
let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

describe('settleOrder', () => {
  test('default: an order pays with its grant; tag, record and lines are written once', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs, usedUp } = await world.unlock({ gates: [gate], tokens: token })
    expect(usedUp).toEqual([])
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    const row = await world.load(1)
    expect(row).toMatchObject({ name: '#1', orderedAt: ORDERED, cartToken: CART, waitsUntil: null })
    expect(row.settlement).toMatchObject({
      outcome: 'committed',
      gates: [{ gate: gate.number, revision: 1 }],
    })
    expect(row.action).toMatchObject({ kind: 'none', state: 'none' })
    expect(world.shopify.tags(1)).toEqual(['token-gate'])
    expect(JSON.parse(world.shopify.metafield(1, 'gate') ?? '')).toMatchObject({ verdict: 'committed' })
    expect(JSON.parse(world.shopify.metafield(1, 'gated_wallet_line_items') ?? '')).toEqual([
      'gid://shopify/LineItem/1',
    ])
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
    expect(await world.jobs()).toEqual([])
    const written = [...world.shopify.writes]
    await world.hear(1)
    await world.hear(1, null)
    expect(world.shopify.writes).toEqual(written)
    expect((await world.load(1)).cartToken).toBe(CART)
  })

  test('behavior: an order without a gated product or proof is not stored', async () => {
    const world = await openWorld({ db })
    await world.makeGate({
      reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
    })
    world.shopify.place({ id: 1 })
    await world.hear(1)
    expect(await world.outcome(1)).toBeNull()
    expect(world.shopify.writes).toEqual([])
  })

  test('behavior: a second order on one grant is a duplicate; only its affected lines are held, once they are routed', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c })
    const lines = [
      makeLine(),
      makeLine({ id: 2, productId: 8109 }),
      makeLine({ id: 3, requiresShipping: false }),
    ]
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60, lines })
    await world.hear(1)
    await world.hear(2)
    expect(await world.outcome(2)).toBe('duplicate')
    expect((await world.load(2)).action).toMatchObject({
      kind: 'hold',
      state: 'pending',
      lineIds: [1],
      unheldLines: [3],
    })
    expect(world.shopify.tags(2)).toEqual(['token-gate-duplicate'])
    world.shopify.route(2)
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'hold', key: 'shop', runAt: world.now })
    await world.work()
    expect((await world.load(2)).action).toMatchObject({
      state: 'partly',
      holds: [{ fulfillmentOrderId: 'fulfillment-2', holdIds: ['hold-1'], lineIds: [1] }],
    })
    const [held, rest] = world.shopify.fulfillmentOrders.get(2) ?? []
    expect(held).toMatchObject({ status: 'ON_HOLD', lines: [{ lineItemId: 1 }] })
    expect(rest?.lines.map(({ lineItemId }) => lineItemId)).toEqual([2, 3])
    await world.hear(2)
    expect(world.shopify.fulfillmentOrders.get(2)?.flatMap(({ holds }) => holds)).toHaveLength(1)
  })

  test('behavior: a hold that is placed while the order is settled again is kept, and released if the order is good', async () => {
    for (const becomes of ['bad', 'good'] as const) {
      const world = await openWorld({ db })
      const gate = await world.makeGate()
      const { proofs } = await world.unlock({ gates: [gate] })
      const order = world.shopify.place({ id: 1 })
      await world.hear(1)
      expect((await world.load(1)).action).toMatchObject({ state: 'pending', holds: [] })
      world.shopify.route(1)
      if (becomes === 'good') world.shopify.orders.set(1, { ...order, proof: proofs.c })
      const { readOrder } = world.ctx.shopify
      world.ctx.shopify.readOrder = async (parameters) => {
        world.ctx.shopify.readOrder = readOrder
        await holdLines(world.ctx, { ...world.settle, orderId: 1 })
        return readOrder(parameters)
      }
      await world.hear(1)
      const [found] = world.shopify.fulfillmentOrders.get(1) ?? []
      expect((await world.load(1)).action).toMatchObject(
        becomes === 'good'
          ? { state: 'lifted', holds: [] }
          : { state: 'done', holds: [{ holdIds: ['hold-1'], lineIds: [1] }] },
      )
      expect(found).toMatchObject({ status: becomes === 'good' ? 'OPEN' : 'ON_HOLD' })
    }
  })

  test('behavior: lines that another app holds are held whole, or wait without an error', async () => {
    const world = await openWorld({ db })
    await world.makeGate()
    const others = { id: 'x', handle: null, isOurs: false }
    world.shopify.place({ id: 1 })
    world.shopify.place({ id: 2, lines: [makeLine(), makeLine({ id: 2, productId: 8109 })] })
    for (const id of [1, 2]) {
      world.shopify.route(id)
      const all = world.shopify.fulfillmentOrders.get(id) ?? []
      const held = all.map((one) => ({ ...one, status: 'ON_HOLD' as const, holds: [others] }))
      world.shopify.fulfillmentOrders.set(id, held)
      await world.hear(id)
    }
    expect((await world.load(1)).action).toMatchObject({
      state: 'done',
      holds: [{ lineIds: [1] }],
      error: null,
    })
    expect((await world.load(2)).action).toMatchObject({
      state: 'pending',
      error: expect.stringContaining('Another hold covers these items'),
    })
    expect(await world.jobs()).toMatchObject([{ kind: 'hold', key: '2', attempts: 0, lastError: null }])
    const [mixed] = world.shopify.fulfillmentOrders.get(2) ?? []
    if (!mixed) throw new Error('There is no fulfilment order.')
    world.shopify.fulfillmentOrders.set(2, [{ ...mixed, status: 'OPEN', holds: [] }])
    world.now += 900
    await world.work()
    expect((await world.load(2)).action).toMatchObject({
      state: 'done',
      holds: [{ lineIds: [1] }],
      error: null,
    })
  })

  test('behavior: every order that waits for its hold is tried again, however many they are', async () => {
    const world = await openWorld({ db })
    await world.makeGate()
    world.shopify.place({ id: 1 })
    await world.hear(1)
    const row = await world.db.prisma.settlement.findFirstOrThrow({ where: { shopId: world.shop.id } })
    await db.prisma.settlement.createMany({
      data: Array.from({ length: 251 }, (_, i) => ({
        ...row,
        orderId: BigInt(i + 2),
        detail: row.detail ?? {},
        action: row.action ?? {},
        orderedAt: row.orderedAt + BigInt(i % 7),
      })),
    })
    await holdPending(world.ctx, world.settle)
    expect(await db.prisma.job.count({ where: { shopId: world.shop.id, kind: 'hold' } })).toBe(252)
  })

  test('behavior: duplicated, reordered and late webhooks lead to the same final state', async () => {
    const states: unknown[] = []
    for (const heard of [
      [1, 2],
      [2, 1],
      [2, 2, 1, 2, 1, 1],
    ]) {
      for (const late of [0, 86_400]) {
        const world = await openWorld({ db })
        const gate = await world.makeGate({ limits: once })
        const first = await world.unlock({ gates: [gate], tokens: token })
        world.shopify.place({ id: 1, proof: first.proofs.c })
        world.shopify.place({ id: 2, proof: first.proofs.c, createdAt: ORDERED + 60 })
        world.shopify.route(1)
        world.shopify.route(2)
        world.now = ORDERED + 70 + late
        for (const orderId of heard) await world.hear(orderId)
        const [one, two] = [await world.load(1), await world.load(2)]
        states.push({
          outcomes: [one.settlement.outcome, two.settlement.outcome],
          actions: [one.action.kind, two.action.kind, two.action.lineIds],
          held: [1, 2].map(
            (id) =>
              world.shopify.fulfillmentOrders.get(id)?.filter(({ status }) => status === 'ON_HOLD').length,
          ),
          uses: await world.uses(gate).then((uses) => uses?.committed),
        })
      }
    }
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1)
    expect(states[0]).toEqual({
      outcomes: ['committed', 'duplicate'],
      actions: ['none', 'hold', [1]],
      held: [0, 1],
      uses: 1,
    })
  })

  test('behavior: an order from another cart waits; the grant’s own order takes the grant, however late it arrives', async () => {
    for (const hearsOwn of ['in time', 'late']) {
      const world = await openWorld({ db })
      const gate = await world.makeGate({ limits: once })
      const { proofs } = await world.unlock({ gates: [gate], tokens: token })
      world.shopify.place({ id: 1, proof: proofs.c })
      world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60 })
      await world.hear(1, 'another-cart')
      const { waitsUntil, action, settlement } = await world.load(1)
      expect(settlement.outcome).toBe('suspect')
      expect(action).toMatchObject({ kind: 'tag', lineIds: [] })
      expect(world.shopify.tags(1)).toEqual(['token-gate-suspect'])
      if (hearsOwn === 'in time') await world.hear(2, `${CART}?key=other`)
      world.now = waitsUntil ?? 0
      await world.work()
      expect(await world.outcome(1)).toBe(hearsOwn === 'in time' ? 'duplicate' : 'committed')
      await world.hear(2)
      expect([await world.outcome(1), await world.outcome(2)]).toEqual(['duplicate', 'committed'])
      expect(await world.uses(gate)).toMatchObject({ committed: 1, reserved: 0 })
    }
  })

  test('behavior: once a grant’s own order pays, waiting and later orders on it are duplicates at once', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60 })
    world.shopify.place({ id: 3, proof: proofs.c, createdAt: ORDERED + 30 })
    await world.hear(1, 'another-cart')
    expect(await world.outcome(1)).toBe('suspect')
    await world.hear(2)
    await world.work()
    expect(await Promise.all([1, 2].map(world.outcome))).toEqual(['duplicate', 'committed'])
    await world.hear(3, 'a-third-cart')
    expect(await world.load(3)).toMatchObject({ settlement: { outcome: 'duplicate' }, waitsUntil: null })
    expect(await world.uses(gate)).toMatchObject({ committed: 1, reserved: 0 })
  })

  test('behavior: a suspect order that nobody contests is committed, and keeps its use past the end of the reservation', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1, 'another-cart')
    const { waitsUntil } = await world.load(1)
    world.now = (waitsUntil ?? 0) - 1
    await world.work()
    await world.ports.reservations.sweep({ at: world.now })
    expect(await world.outcome(1)).toBe('suspect')
    const other = await world.unlock({ gates: [gate], tokens: token })
    expect(other.usedUp).toEqual([gate.number])
    world.now += 1
    await world.work()
    expect((await world.load(1)).settlement).toMatchObject({
      outcome: 'committed',
      lines: [{ reasons: [{ kind: 'nobody-came' }] }],
    })
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: suspect orders are held if the merchant wants so, and released when they turn out good', async () => {
    const world = await openWorld({ db, settings: { holdsSuspects: true } })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.route(1)
    await world.hear(1, 'another-cart')
    expect((await world.load(1)).action).toMatchObject({ kind: 'hold', state: 'done' })
    world.now = (await world.load(1)).waitsUntil ?? 0
    await world.work()
    expect((await world.load(1)).action).toMatchObject({ kind: 'hold', state: 'lifted', holds: [] })
    expect(world.shopify.fulfillmentOrders.get(1)?.[0]).toMatchObject({ status: 'OPEN', holds: [] })
  })

  test('behavior: an outdated tag of ours is removed, the merchant’s own tags stay, whatever failed in between', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c, tags: ['vip', 'token-gate-unproved'] })
    await world.hear(1, 'another-cart')
    const tags = () => world.shopify.tags(1)
    expect(tags()).toEqual(['vip', 'token-gate-unproved', 'token-gate-suspect'])
    world.now = (await world.load(1)).waitsUntil ?? 0
    const down = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.', { hint: 'It is tried again.' })
    world.shopify.failing.set('removeTags', down)
    await world.work()
    expect(tags()).toEqual(['vip', 'token-gate-unproved', 'token-gate-suspect', 'token-gate'])
    world.shopify.failing.clear()
    world.now += 20_000
    await world.work()
    // The merchant set this tag; the app never did.
    expect(tags()).toEqual(['vip', 'token-gate-unproved', 'token-gate'])
    const written = [...world.shopify.writes]
    await world.hear(1, null)
    expect(world.shopify.writes).toEqual(written)
    // Then the grant's own order arrives.
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60 })
    await world.hear(2)
    await world.work()
    expect(tags()).toEqual(['vip', 'token-gate-unproved', 'token-gate-duplicate'])
    expect(world.shopify.tags(2)).toEqual(['token-gate'])
  })

  test('behavior: an order that displaces another, or is displaced, has the right tags each time', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    const tags = () => [1, 2, 3].map(world.shopify.tags)
    for (const [id, createdAt] of [
      [1, ORDERED],
      [2, ORDERED + 60],
      [3, ORDERED + 120],
    ] as const)
      world.shopify.place({ id, proof: proofs.c, createdAt })
    await world.hear(3)
    expect(tags()).toEqual([[], [], ['token-gate']])
    await world.hear(2)
    await world.work()
    expect(tags()).toEqual([[], ['token-gate'], ['token-gate-duplicate']])
    await world.hear(1)
    await world.work()
    expect(tags()).toEqual([['token-gate'], ['token-gate-duplicate'], ['token-gate-duplicate']])
    // The line that breaks the rule is removed from the order.
    const order = world.shopify.orders.get(2)
    if (!order) throw new Error('There is no such order.')
    const lines = order.lines.map((line) => ({ ...line, currentQuantity: 0 }))
    world.shopify.orders.set(2, { ...order, lines })
    await world.hear(2)
    expect(tags()).toEqual([['token-gate'], [], ['token-gate-duplicate']])
  })

  test('behavior: cancelled and refunded orders give their use back, and their grant stays paid', async () => {
    for (const end of ['cancelled', 'refunded'] as const) {
      const world = await openWorld({ db })
      const gate = await world.makeGate({ limits: once })
      const { proofs } = await world.unlock({ gates: [gate], tokens: token })
      const order = world.shopify.place({ id: 1, proof: proofs.c })
      await world.hear(1)
      world.shopify.orders.set(1, {
        ...order,
        cancelledAt: end === 'cancelled' ? ORDERED + 600 : null,
        lines: order.lines.map((line) => ({ ...line, currentQuantity: 0 })),
      })
      await world.hear(1)
      expect((await world.load(1)).settlement).toMatchObject({
        outcome: 'committed',
        isCancelled: end === 'cancelled',
      })
      expect(await world.uses(gate)).toMatchObject({ committed: 0, reserved: 0 })
      const again = await world.unlock({ gates: [gate], tokens: token })
      expect(again.usedUp).toEqual([])
      world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 700 })
      await world.hear(2)
      expect(await world.outcome(2)).toBe('duplicate')
    }
  })

  test('behavior: a cancellation that arrives before its order has the same result', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    world.shopify.place({ id: 1, proof: proofs.c, cancelledAt: ORDERED + 30 })
    await world.hear(1, null)
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({ outcome: 'committed', isCancelled: true })
    expect(await world.uses(gate)).toMatchObject({ committed: 0, reserved: 0 })
  })

  test('behavior: a proof without a grant is unmatched and held, never cancelled', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    await db.prisma.grant.deleteMany({ where: { shopId: world.shop.id } })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.route(1)
    await world.hear(1)
    expect((await world.load(1)).settlement.outcome).toBe('unmatched')
    expect((await world.load(1)).action).toMatchObject({ kind: 'hold', state: 'done' })
    expect(world.shopify.cancelled).toEqual([])
  })

  test('behavior: an exclusive line without a proof is cancelled once, if the merchant wants so', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
    await world.makeGate()
    const order = world.shopify.place({ id: 1 })
    await world.hear(1)
    await world.hear(1)
    expect(world.shopify.cancelled).toEqual([1])
    // Shopify cancels a little later.
    expect((await world.load(1)).action).toMatchObject({ kind: 'cancel', state: 'pending', error: null })
    const lines = await db.prisma.auditEntry.findMany({ where: { shopId: world.shop.id } })
    expect(lines).toMatchObject([{ actor: 'system', action: 'order.cancelled', orderId: 1n }])
    world.shopify.orders.set(1, { ...order, cancelledAt: ORDERED + 9 })
    await world.hear(1)
    expect((await world.load(1)).action).toMatchObject({ kind: 'cancel', state: 'done' })
  })

  test('behavior: an order that Shopify does not cancel is held instead', async () => {
    for (const isRefused of [true, false]) {
      const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
      await world.makeGate()
      const lines = [
        makeLine(),
        makeLine({ id: 2, requiresShipping: false }),
        makeLine({ id: 3, productId: 8109 }),
      ]
      world.shopify.place({ id: 1, lines })
      world.shopify.route(1)
      const sent = new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: some of it was sent.')
      if (isRefused) world.shopify.failing.set('cancelOrder', sent)
      await world.hear(1)
      if (!isRefused) {
        world.now += 899
        await world.ports.jobs.add({ shopId: world.shop.id, kind: 'hold', key: 'shop', runAt: world.now })
        await world.work()
        expect((await world.load(1)).action).toMatchObject({ kind: 'cancel', state: 'pending' })
        world.now += 901
        await world.work()
      }
      expect((await world.load(1)).action).toMatchObject({
        kind: 'hold',
        state: 'partly',
        lineIds: [1],
        holds: [{ lineIds: [1] }],
        unheldLines: [2],
        error: null,
      })
      await world.hear(1)
      expect((await world.load(1)).action).toMatchObject({ kind: 'hold', state: 'partly' })
      expect(world.shopify.cancelled).toEqual(isRefused ? [] : [1])
    }
  })

  test('behavior: lines that staff add, and quantities that staff raise, do not count against an order', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
    const gate = await world.makeGate({ cap: 1 })
    const plain = makeLine({ productId: 8109, variantId: 9109 })
    const edited = { codes: [], ...makeLine({ id: 2, boughtQuantity: 0 }) }
    const outsider = world.shopify.place({ id: 1, lines: [plain] })
    await world.hear(1)
    world.shopify.orders.set(1, { ...outsider, lines: [...outsider.lines, edited] })
    await world.hear(1, null)
    expect(await world.outcome(1)).toBeNull()
    const { proofs } = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 2, proof: proofs.c })
    await world.hear(2)
    const raised = order.lines.map((line) => ({ ...line, quantity: 4, currentQuantity: 4 }))
    world.shopify.orders.set(2, { ...order, lines: [...raised, edited] })
    await world.hear(2, null)
    expect(await world.load(2)).toMatchObject({
      settlement: { outcome: 'committed' },
      action: { kind: 'none' },
    })
    expect(world.shopify.cancelled).toEqual([])
    // Nor is the added line held with the rest of an order that broke a rule.
    const held = await openWorld({ db })
    await held.makeGate()
    held.shopify.place({ id: 1, hasOurOrderDiscount: true, lines: [plain, edited] })
    await held.hear(1)
    expect((await held.load(1)).action).toMatchObject({ kind: 'hold', lineIds: [1] })
  })

  test('behavior: the setting "tag" only tags', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'tag' } })
    await world.makeGate()
    world.shopify.place({ id: 1 })
    world.shopify.route(1)
    await world.hear(1)
    expect((await world.load(1)).action).toMatchObject({ kind: 'tag', state: 'done' })
    expect(world.shopify.fulfillmentOrders.get(1)?.[0]).toMatchObject({ status: 'OPEN' })
  })

  test('behavior: orders of staff, orders before the gate and orders after its end are exempt', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({
      schedule: { startsAt: null, endsAt: ORDERED + 100, afterEnd: 'public' },
    })
    world.shopify.place({ id: 1, isStaffMade: true })
    world.shopify.place({ id: 2, createdAt: ORDERED - 86_500 })
    world.shopify.place({ id: 3, createdAt: ORDERED + 101 })
    world.shopify.place({ id: 4 })
    for (const id of [1, 2, 3, 4]) await world.hear(id)
    expect(await Promise.all([1, 2, 3, 4].map(world.outcome))).toEqual(['none', null, null, 'unproved'])
    await world.ports.gates.delete({
      actor: 'system',
      shopId: world.shop.id,
      number: gate.number,
      at: ORDERED + 50,
    })
    world.shopify.place({ id: 5, createdAt: ORDERED + 60 })
    world.shopify.place({ id: 6 })
    for (const id of [5, 6]) await world.hear(id)
    expect([await world.outcome(5), await world.outcome(6)]).toEqual([null, 'unproved'])
  })

  test('behavior: an order is judged by the key and the clock of its own time', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    await db.prisma.proofKey.updateMany({
      where: { shopId: world.shop.id },
      data: { endsAt: BigInt(ORDERED + 100) },
    })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.place({ id: 2, proof: proofs.l, createdAt: ORDERED + 100 + 900 })
    world.now = ORDERED + 86_400
    await world.hear(1)
    await world.hear(2)
    expect(await world.outcome(1)).toBe('committed')
    expect((await world.load(2)).settlement.lines[0]).toMatchObject({
      outcome: 'unproved',
      reasons: [{ kind: 'bad-proof', fault: 'carrier' }],
    })
    world.shopify.place({ id: 3, lines: [makeLine({ proof: proofs.l })], createdAt: ORDERED + 100 + 900 })
    await world.hear(3)
    expect((await world.load(3)).settlement.lines[0]).toMatchObject({
      reasons: [{ kind: 'bad-proof', fault: 'epoch' }],
    })
  })

  test('behavior: the webhook names the buyer where Shopify does not show one, and the answer is stored', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const ada = await world.unlock({ gates: [gate], buyer: '901' })
    const ben = await world.unlock({ gates: [gate], buyer: '902' })
    const copied = [
      makeLine({ id: 1, productId: 8109, proof: ada.proofs.l }),
      makeLine({ id: 2, proof: ben.proofs.l }),
    ]
    const own = [makeLine({ proof: ada.proofs.l })]
    world.shopify.place({ id: 1, lines: copied, knowsCustomer: false })
    world.shopify.place({ id: 2, lines: own, knowsCustomer: false, createdAt: ORDERED + 60 })
    await world.hear(1, 'cart-b', 902)
    await world.hear(2, 'cart-a', 901)
    await world.hear(1, null)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'committed'])
    expect(await world.load(1)).toMatchObject({ customerId: 902 })
    await world.ports.privacy.redactCustomer({ shopId: world.shop.id, customerId: 902, orderIds: [] })
    expect((await world.load(1)).customerId).toBeUndefined()
  })

  test('behavior: the account proof of another customer pays for nothing once the buyer is known, in any order of arrival', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({
      guard: 'account',
      limits: { perWallet: 1, perToken: null, total: null },
    })
    const { proofs } = await world.unlock({ gates: [gate], buyer: '777' })
    const copied = { proof: proofs.c, knowsCustomer: false }
    world.shopify.place({ id: 1, ...copied })
    await world.hear(1, CART, null)
    expect(await world.outcome(1)).toBe('committed')
    world.shopify.place({ id: 2, ...copied, createdAt: ORDERED + 60 })
    await world.hear(2, CART, 777)
    expect(await world.outcome(2)).toBe('duplicate')
    await world.hear(1, CART, 888)
    expect((await world.load(1)).settlement).toMatchObject({
      outcome: 'unproved',
      grants: [],
      lines: [{ reasons: [{ kind: 'bad-proof', fault: 'buyer' }] }],
    })
    expect(await world.outcome(2)).toBe('committed')
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
    expect(world.shopify.tags(2)).toEqual(['token-gate'])
  })

  test('behavior: an order without a webhook that names the buyer is judged by the buyer that Shopify shows', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ guard: 'account' })
    const { proofs } = await world.unlock({ gates: [gate], buyer: '777' })
    const guard = { proof: proofs.c, lines: [makeLine({ id: 1 })] }
    for (const [id, customerId] of [777, 888, null].entries()) {
      world.shopify.place({ ...guard, id: id + 1, customerId, createdAt: ORDERED + 60 * id })
      await world.hear(id + 1, CART, null)
    }
    expect(await Promise.all([1, 2, 3].map(world.outcome))).toEqual(['committed', 'unproved', 'unproved'])
    expect(await world.load(1)).toMatchObject({ customerId: 777 })
  })

  test('behavior: Shopify is asked for the buyer only where a proof is bound to one and no webhook told it', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const [open, bound] = [
      await world.unlock({ gates: [gate] }),
      await world.unlock({ gates: [gate], buyer: '777' }),
    ]
    world.shopify.failing.set('readOrderCustomer', new Error('asked'))
    world.shopify.place({ id: 1, proof: open.proofs.c })
    await world.hear(1, CART, null)
    world.shopify.place({ id: 2, proof: bound.proofs.c, customerId: 777, createdAt: ORDERED + 60 })
    await world.hear(2, CART, 777)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'committed'])
    world.shopify.place({ id: 3, proof: bound.proofs.c, customerId: 777, createdAt: ORDERED + 90 })
    await world.hear(3, CART, null)
    expect(await world.outcome(3)).toBeNull()
  })

  test('behavior: orders in the first minutes of an exclusive gate pay too', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    const made = ORDERED - 86_400
    world.shopify.place({ id: 1, proof: proofs.c, createdAt: made + 100 })
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: made + 101 })
    world.shopify.place({ id: 3, createdAt: made + 100 })
    for (const id of [1, 2, 3]) await world.hear(id)
    expect(await Promise.all([1, 2, 3].map(world.outcome))).toEqual(['committed', 'duplicate', null])
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: which gates close a line is decided once, even if its product joins another gate later', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    const lines = [makeLine(), makeLine({ id: 2, productId: 8150 })]
    world.shopify.place({ id: 1, proof: proofs.c, lines })
    await world.hear(1)
    await world.makeGate({ subject: { kind: 'collections', ids: [7001] } })
    world.now = ORDERED + 30
    await world.ports.collections.set({
      shopId: world.shop.id,
      collectionId: 7001,
      productIds: [8150],
      variants: [],
    })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
    // A product that joined after the sale, or just before, was on sale to everybody.
    const sold = [makeLine({ productId: 8150 })]
    world.shopify.place({ id: 2, lines: sold })
    world.shopify.place({ id: 3, lines: sold, createdAt: ORDERED + 329 })
    world.shopify.place({ id: 4, lines: sold, createdAt: ORDERED + 330 })
    for (const id of [2, 3, 4]) await world.hear(id)
    expect(await Promise.all([2, 3, 4].map(world.outcome))).toEqual([null, null, 'unproved'])
  })

  test('behavior: an order is judged by its products’ collections at its time, even if a product has left since', async () => {
    const world = await openWorld({ db })
    const { id: shopId } = world.shop
    const left = ORDERED + 1000
    const keep = async (at: number, productIds: number[]) => {
      world.now = at
      const changed = await world.ports.collections.set({
        shopId,
        collectionId: 7001,
        productIds,
        variants: [],
      })
      await world.ports.collections.setWritten({ shopId, productIds: changed })
    }
    await keep(ORDERED - 86_400, [8150])
    const gate = await world.makeGate({ subject: { kind: 'collections', ids: [7001] }, limits: once })
    world.now = ORDERED
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    const late = await world.unlock({ gates: [gate], tokens: ['ethereum:0xaa:8'] })
    await keep(left, [])
    const lines = [makeLine({ productId: 8150 })]
    world.shopify.place({ id: 1, lines, proof: proofs.c, createdAt: ORDERED + 60 })
    world.shopify.place({ id: 2, lines, proof: proofs.c, createdAt: ORDERED + 70 })
    world.shopify.place({ id: 3, lines, createdAt: ORDERED + 80 })
    // The order may have been paid before the product left: it pays, and there is no finding.
    world.shopify.place({ id: 4, lines, proof: late.proofs.c, createdAt: left + 200 })
    world.shopify.place({ id: 5, lines, createdAt: left + 1 })
    for (const id of [1, 2, 3, 4, 5]) await world.hear(id)
    const outcomes = () => Promise.all([1, 2, 3, 4, 5].map(world.outcome))
    const settled = ['committed', 'duplicate', 'unproved', 'committed', null]
    expect(await outcomes()).toEqual(settled)
    expect(await world.uses(gate)).toMatchObject({ committed: 2, reserved: 0 })
    await keep(left + 2000, [8150])
    for (const id of [1, 2, 3, 4, 5]) await world.hear(id)
    expect(await outcomes()).toEqual(settled)
  })

  test('behavior: an order is judged by the gate of its time, whatever its schedule and state become later', async () => {
    const world = await openWorld({ db })
    const ended = { startsAt: null, endsAt: ORDERED - 10, afterEnd: 'public' } as const
    const gate = await world.makeGate({ schedule: ended })
    const change = (standing: Gate, draft: Partial<Gate>, at: number) =>
      world.ports.gates.update({
        actor: 'system',
        shopId: world.shop.id,
        number: gate.number,
        draft: { ...standing, ...draft },
        profile: 0,
        revision: 1,
        expectedRevision: 1,
        expectedUpdatedAt: standing.updatedAt,
        at,
      })
    const prolonged = await change(gate, { schedule: { ...ended, endsAt: ORDERED + 9000 } }, ORDERED + 20)
    const places = [ORDERED, ORDERED + 310, ORDERED + 330]
    for (const [index, createdAt] of places.entries()) world.shopify.place({ id: index + 1, createdAt })
    await world.hear(1)
    expect(await world.outcome(1)).toBeNull()
    await change(prolonged, { schedule: ended }, ORDERED + 600)
    for (const id of [1, 2, 3]) await world.hear(id)
    expect(await Promise.all([1, 2, 3].map(world.outcome))).toEqual([null, null, 'unproved'])
  })

  test('behavior: a paused or ended gate accepts no earlier proof once checkouts know of the change', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const ended = await world.makeGate({
      subject: { kind: 'products', ids: [8102] },
      schedule: { startsAt: null, endsAt: ORDERED - 600, afterEnd: 'closed' },
    })
    const { proofs } = await world.unlock({ gates: [gate, ended] })
    await world.ctx.gates.update({
      actor: 'system',
      shopId: world.shop.id,
      number: gate.number,
      draft: { ...gate, state: 'paused' },
      profile: 0,
      revision: 1,
      expectedRevision: 1,
      expectedUpdatedAt: gate.updatedAt,
      at: ORDERED - 600,
    })
    const lines = [makeLine(), makeLine({ id: 2, productId: 8102, variantId: 9102 })]
    for (const [id, age] of [600, 601].entries()) {
      world.shopify.place({ id, createdAt: ORDERED + age, proof: proofs.c, lines })
      await world.hear(id)
    }
    expect(await world.outcome(0)).toBe('committed')
    expect((await world.load(1)).settlement.lines).toMatchObject([
      { outcome: 'unproved', reasons: [{ kind: 'gate-shut', gate: gate.number }] },
      { outcome: 'unproved', reasons: [{ kind: 'gate-shut', gate: ended.number }] },
    ])
  })

  test('behavior: an order is judged by the time zone and customer of its time, even if both have changed since', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate], buyer: '77' })
    const other = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 1, proof: proofs.c, customerId: 77 })
    world.shopify.place({ id: 2, proof: other.proofs.c })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
    const { enforcement, settings, ...identity } = world.shop
    await world.ports.shops.save({
      ...identity,
      ianaTimezone: 'Asia/Tokyo',
      domains: [identity.primaryDomain],
      savedAt: ORDERED + 60,
    })
    world.now = ORDERED + 90
    await world.hear(2)
    // Its customer is merged into another, then its attributes are cleared.
    world.shopify.orders.set(1, { ...order, customerId: 78 })
    await world.hear(1)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'committed'])
    world.shopify.orders.set(1, { ...order, customerId: 78, proof: null })
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({
      outcome: 'committed',
      gates: [{ gate: gate.number }],
    })
    expect(world.shopify.cancelled).toEqual([])
    expect(
      (
        await world.ports.ledger.findGrants({ shopId: world.shop.id, ids: [proofs.c.split('~')[5] ?? ''] })
      )[0],
    ).toMatchObject({
      state: 'paid',
      orderId: 1n,
    })
  })

  test('behavior: a grant that waits for another cart delays no other grant of its order, in any order of arrival', async () => {
    for (const heard of [
      ['early', 1, 2],
      ['late', 1, 2],
      ['late', 2, 1],
    ] as const) {
      const world = await openWorld({ db })
      const [first, second] = [
        await world.makeGate(),
        await world.makeGate({ limits: once, subject: { kind: 'products', ids: [8102] } }),
      ]
      const foreign = await world.unlock({ gates: [first] })
      const own = await world.unlock({ gates: [second], tokens: token })
      const line = makeLine({ id: 2, productId: 8102, proof: own.proofs.l })
      world.shopify.place({ id: 1, proof: foreign.proofs.c, lines: [makeLine(), line] })
      world.shopify.place({ id: 2, lines: [line], createdAt: ORDERED + 60 })
      const [when, ...orders] = heard
      if (when === 'late') world.now = ORDERED + 86_400
      for (const id of orders) await world.hear(id, 'another-cart')
      world.now = ORDERED + 90_000
      await world.work()
      expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', 'duplicate'])
      expect(await world.uses(second)).toMatchObject({ committed: 1, reserved: 0 })
    }
  })

  test('behavior: a late order takes a released use again, even if the gate no longer has a total', async () => {
    const world = await openWorld({ db })
    const { id: shopId } = world.shop
    const gate = await world.makeGate({ limits: { ...once, total: 1 } })
    await setPlaces({ db, shopId, gate: gate.number, total: 1 })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.now = ORDERED + 86_400
    await world.ports.reservations.sweep({ at: world.now })
    await world.ports.gates.update({
      actor: 'system',
      shopId,
      number: gate.number,
      draft: { ...gate, limits: once },
      profile: 0,
      revision: 2,
      expectedRevision: 1,
      expectedUpdatedAt: gate.updatedAt,
      at: ORDERED + 60,
    })
    await setPlaces({ db, shopId, gate: gate.number, total: null })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
    expect(await world.uses(gate)).toMatchObject({ committed: 1, reserved: 0, total: null })
    // Its token is used up nevertheless.
    expect((await world.unlock({ gates: [gate], tokens: token })).usedUp).toEqual([gate.number])
  })

  test('behavior: balances are read again if the gate asks for it', async () => {
    for (const [answer, outcome, verdict] of [
      [1n, 'committed', 'held'],
      [0n, 'unproved', 'not-held'],
      [null, 'committed', 'unknown'],
    ] as const) {
      const world = await openWorld({ db })
      const gate = await world.makeGate({ recheck: true })
      const { proofs } = await world.unlock({ gates: [gate] })
      world.balances.answer = answer
      world.shopify.place({ id: 1, proof: proofs.c })
      await world.hear(1)
      expect((await world.load(1)).settlement).toMatchObject({
        outcome,
        rechecks: [{ gate: gate.number, verdict }],
      })
      // A silent chain is read again; a result stays.
      world.balances.answer = answer === null ? 0n : 1n - answer
      world.now += 300
      await world.work()
      expect(await world.outcome(1)).toBe(answer === null ? 'unproved' : outcome)
    }
  })

  test('behavior: balances an hour after the purchase say nothing about it', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ recheck: true })
    const { proofs } = await world.unlock({ gates: [gate] })
    world.balances.answer = 0n
    world.shopify.place({ id: 1, proof: proofs.c })
    world.now = ORDERED + 3601
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({
      outcome: 'committed',
      rechecks: [{ verdict: 'unknown' }],
    })
    expect(await world.jobs()).toEqual([])
  })

  test('behavior: wallet and token are written to the order only if the merchant shows them', async () => {
    for (const showsWallet of [false, true]) {
      const world = await openWorld({ db, settings: { showsWallet } })
      const gate = await world.makeGate({ limits: { ...once, perWallet: 3 } })
      const { proofs, wallet } = await world.unlock({ gates: [gate], tokens: token })
      world.shopify.place({ id: 1, proof: proofs.c })
      await world.hear(1)
      const record = world.shopify.metafield(1, 'gate') ?? ''
      expect(record.includes(wallet)).toBe(showsWallet)
      expect(record.includes('ethereum:0xaa:7')).toBe(showsWallet)
      await world.ports.privacy.redactCustomer({ shopId: world.shop.id, customerId: null, orderIds: [1] })
      expect(await world.load(1)).toMatchObject({ cartToken: null, settlement: { holders: [] } })
    }
  })

  test('behavior: a Shopify failure in the middle loses nothing, and the next attempt finishes', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: once })
    const { proofs } = await world.unlock({ gates: [gate], tokens: token })
    world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.place({ id: 2, proof: proofs.c, createdAt: ORDERED + 60 })
    world.shopify.route(2)
    const down = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.', { hint: 'It is tried again.' })
    for (const step of ['readOrder', 'addTags', 'writeMetafields'] as const) {
      world.shopify.failing.clear()
      world.shopify.failing.set(step, down)
      await world.hear(1)
      expect(await world.jobs()).toMatchObject([
        { kind: 'order', key: '1', lastError: 'Shopify is down. It is tried again.' },
      ])
      world.now += 20_000
    }
    world.shopify.failing.clear()
    world.shopify.failing.set('holdFulfillmentOrder', down)
    await world.work()
    await world.hear(2)
    expect(await world.outcome(1)).toBe('committed')
    expect((await world.load(2)).action).toMatchObject({
      state: 'pending',
      error: 'Shopify could not do this at that moment.',
    })
    world.shopify.failing.clear()
    world.now += 20_000
    await world.work()
    expect((await world.load(2)).action).toMatchObject({ state: 'done', error: null })
    expect(await world.jobs()).toEqual([])
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: orders placed while the app was uninstalled count as open to everybody', async () => {
    const world = await openWorld({ db, settings: { onViolation: 'cancel' } })
    await world.makeGate()
    const [left, back] = [ORDERED, ORDERED + 86_400]
    await world.ports.shops.uninstall({
      shopId: world.shop.id,
      at: left,
      pendingReason: 'It was uninstalled.',
    })
    world.now = back + 3600
    await world.ports.shops.save({ ...sampleShop(), ...world.shop, savedAt: back })
    const times = [left - 1, left + 1, back - 1, back + 299, back + 301]
    const outcomes: unknown[] = []
    for (const [index, createdAt] of times.entries()) {
      world.shopify.place({ id: index + 1, createdAt })
      await world.hear(index + 1)
      outcomes.push(await world.outcome(index + 1))
    }
    expect(outcomes).toEqual(['unproved', null, null, null, 'unproved'])
    expect(world.shopify.cancelled).toEqual([1, 5])
  })

  test('behavior: an order that Shopify does not show yet is looked for three times more, then dropped', async () => {
    const world = await openWorld({ db })
    await world.hear(9)
    for (const attempt of [1, 2, 3]) {
      expect(await world.jobs()).toMatchObject([{ attempts: attempt }])
      world.now += 20_000
      await world.work()
    }
    expect(await world.jobs()).toEqual([])
  })
})
