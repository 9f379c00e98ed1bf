import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConflictError, UpstreamError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { releaseOrder } from '../../../app/flows/orders/releaseOrder.ts'
import { findShopProblems } from '../../../app/flows/shops/findShopProblems.ts'
import { repairShop } from '../../../app/flows/shops/repairShop.ts'
import { repairShopProblems } from '../../../app/flows/shops/repairShopProblems.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import type { FoundDiscount, FoundValidation, ShopifyPort } from '../../../app/ports/shopify.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { setPlaces } from '../setPlaces.ts'
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

const DISCOUNT = 'gid://shopify/DiscountAutomaticNode/1'
const VALIDATION = 'gid://shopify/Validation/1'

const publish = ({ shop, ports }: World, { number }: Gate) =>
  ports.gates.setPublication({ shopId: shop.id, number, publication: { kind: 'published' } })

/** What reconcileShop asks of Shopify beside orders. */
async function openShop() {
  const world = await openWorld({ db })
  const { shop, ports } = world
  const gate = await world.makeGate({
    reaction: { ...NO_FLAGS, exclusive: true, price: { kind: 'percentage', hundredths: 2000 } },
  })
  const { combination } = gate
  await ports.profiles.choose({ shopId: shop.id, combination })
  await ports.profiles.claim({ shopId: shop.id, profile: 0, discountId: DISCOUNT, instead: null })
  await ports.shops.claimValidation({ shopId: shop.id, validationId: VALIDATION, instead: null })
  await publish(world, gate)
  const discount: { -readonly [K in keyof FoundDiscount]: FoundDiscount[K] } = {
    discountId: DISCOUNT,
    title: 'Token holder price',
    status: 'ACTIVE',
    profile: 0,
    combination,
    errors: [],
  }
  const validation: { -readonly [K in keyof FoundValidation]: FoundValidation[K] } = {
    validationId: VALIDATION,
    isEnabled: true,
    blocksOnFailure: true,
    hasConfig: true,
    errors: [],
  }
  const state = {
    discount: discount as typeof discount | null,
    validation: validation as typeof validation | null,
    listed: [] as number[],
    plan: 'Shopify Plus',
    refusal: null as Error | null,
  }
  const more: Partial<ShopifyPort> = {
    listOrders: async ({ since }) => {
      state.listed.push(since)
      const orders = [...world.shopify.orders.values()].filter(({ updatedAt }) => updatedAt >= since)
      return {
        orders: orders.map(({ id, createdAt, updatedAt }) => ({ id, createdAt, updatedAt })),
        next: null,
      }
    },
    readShop: async () => ({
      ...shop,
      plan: state.plan,
      hasAccounts: true,
    }),
    readFunctions: async () =>
      ['gate-discount', 'gate-validation'].map((handle) => ({
        handle,
        title: handle,
        apiType: 'x',
        apiVersion: '2026-07',
        inputQuery: null,
      })),
    readDiscounts: async () => (state.discount ? [state.discount] : []),
    startDiscount: async () => {
      if (state.discount) state.discount.status = 'ACTIVE'
    },
    updateDiscount: async ({ combination: wanted }) => {
      if (state.discount) state.discount.combination = wanted
    },
    readValidation: async () => state.validation,
    findValidations: async () => (state.validation ? [state.validation] : []),
    repairValidation: async () => {
      if (state.refusal) throw state.refusal
      if (state.validation) Object.assign(state.validation, { isEnabled: true, blocksOnFailure: true })
    },
    findGateCards: async (handles) => handles.map(() => null),
  }
  Object.assign(world.ctx, {
    shopify: new Proxy(world.shopify.port, {
      get: (port, name) => Reflect.get(more, name) ?? Reflect.get(port, name),
    }),
  })
  return { world, gate, state }
}
/** A Shopify whose named calls fail until told otherwise. */
function breakable(port: ShopifyPort, more: Partial<ShopifyPort> = {}) {
  let broken: readonly (keyof ShopifyPort)[] = []
  const proxy = new Proxy(port, {
    get: (all, name) => {
      if (broken.some((one) => one === name)) {
        return async () => {
          throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
        }
      }
      return Reflect.get(more, name) ?? Reflect.get(all, name)
    },
  })
  const breakDown = (...names: (keyof ShopifyPort)[]): void => {
    broken = names
  }
  return { proxy, breakDown }
}
const look = async (world: World) => {
  await world.ports.jobs.add({ shopId: world.shop.id, kind: 'reconcile', key: 'shop', runAt: world.now })
  await runDueJobs({ door: world.door })
}
const problems = async (world: World) =>
  (await findShopProblems(world.ctx, { myshopifyDomain: world.shop.myshopifyDomain })).problems

describe('reconcileShop', () => {
  test('default: orders without a webhook are settled, changed ones again, and the next look is in an hour', async () => {
    const { world, gate, state } = await openShop()
    const { proofs } = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 1, proof: proofs.c })
    world.shopify.place({ id: 2, lines: [makeLine({ productId: 8109 })] })
    await look(world)
    expect([await world.outcome(1), await world.outcome(2)]).toEqual(['committed', null])
    const [job] = (await world.jobs()).filter(({ kind }) => kind === 'reconcile')
    expect(job).toMatchObject({ runAt: ORDERED + 3600 })
    world.now = ORDERED + 3600
    world.shopify.orders.set(1, { ...order, cancelledAt: ORDERED + 100, updatedAt: ORDERED + 100 })
    await world.work()
    expect((await world.load(1)).settlement.isCancelled).toBe(true)
    expect(state.listed).toEqual([ORDERED - 2 * 86_400, ORDERED - 600])
    // The order was found without a webhook until one arrives, and it stays so marked.
    expect(await world.load(1)).not.toHaveProperty('isTold')
    await world.hear(1)
    world.shopify.orders.set(1, { ...order, cancelledAt: ORDERED + 100, updatedAt: ORDERED + 7000 })
    world.now = ORDERED + 7200
    await world.work()
    expect((await world.load(1)).isTold).toBe(true)
  })

  test('behavior: orders that were found before the scope was granted are held within the hour, without a webhook', async () => {
    const { world, gate } = await openShop()
    let isGranted = false
    Object.assign(world.shopify.port, { hasScope: async () => isGranted })
    const { proofs } = await world.unlock({ gates: [gate] })
    for (const id of [1, 2]) {
      world.shopify.place({ id, proof: proofs.c, createdAt: ORDERED + id })
      world.shopify.route(id)
      await world.hear(id)
    }
    const status = () => world.shopify.fulfillmentOrders.get(2)?.[0]?.status
    expect(await problems(world)).toEqual([{ kind: 'holds-not-allowed', gates: [gate.number], orders: 1 }])
    await look(world)
    await world.work()
    expect(status()).toBe('OPEN')
    isGranted = true
    world.now += 3600
    await look(world)
    await world.work()
    expect(status()).toBe('ON_HOLD')
    expect(await problems(world)).toEqual([])
  })

  test('behavior: a shop whose plan has no Functions falls back to codes, and its gates are published again on a better plan', async () => {
    const { world, gate, state } = await openShop()
    const { myshopifyDomain } = world.shop
    const enforcement = async () => (await world.ports.shops.load(myshopifyDomain)).enforcement
    await look(world)
    expect(await enforcement()).toEqual({ level: 'functions', plan: 'Shopify Plus', hasAccounts: true })
    if (state.validation) state.validation.isEnabled = false
    state.refusal = new ConflictError('ERR_FUNCTIONS_REFUSED', 'Not on this plan.')
    state.plan = 'Basic'
    world.now += 3600
    await world.work()
    expect(await enforcement()).toMatchObject({ level: 'codes', plan: 'Basic' })
    expect(await problems(world)).toEqual([])
    state.plan = 'Shopify Plus'
    world.now += 3600
    await world.work()
    const asked = (await world.jobs()).filter(({ kind }) => kind === 'publish')
    expect(asked).toMatchObject([{ key: String(gate.number) }])
  })

  test('behavior: a use is given back after a look at later orders, and kept for an order whose webhook is late', async () => {
    const { world } = await openShop()
    const { shop, ports } = world
    const gate = await world.makeGate({ limits: { perWallet: null, perToken: null, total: 2 } })
    await publish(world, gate)
    await setPlaces({ db, shopId: shop.id, gate: gate.number, total: 2 })
    const sweep = async () => {
      await ports.reservations.sweep({ at: world.now })
      return world.uses(gate)
    }
    const { proofs } = await world.unlock({ gates: [gate] })
    await world.unlock({ gates: [gate], cartToken: 'cart-2' })
    const [{ endsAt } = { endsAt: 0 }] = await ports.reservations.list({ shopId: shop.id, limit: 1 })
    const runsAt = async () => (await world.jobs()).find(({ kind }) => kind === 'reconcile')?.runAt
    world.now = endsAt - 60
    await look(world)
    world.shopify.place({ id: 1, proof: proofs.c, createdAt: endsAt - 950, updatedAt: endsAt - 1 })
    world.now = endsAt + 5
    expect(await runsAt()).toBe(endsAt - 60 + 3600)
    expect(await sweep()).toMatchObject({ reserved: 2, committed: 0 })
    expect(await runsAt()).toBe(world.now)
    await world.work()
    expect([await world.outcome(1), await sweep()]).toMatchObject([
      'committed',
      { reserved: 0, committed: 1 },
    ])
  })

  test('behavior: a use waits for Shopify at most a day, and not at all after a look at the orders', async () => {
    const { world } = await openShop()
    const { shop, ports } = world
    const gate = await world.makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
    await publish(world, gate)
    const sweep = (at: number) => ports.reservations.sweep({ at })
    await world.unlock({ gates: [gate] })
    const [{ endsAt } = { endsAt: 0 }] = await ports.reservations.list({ shopId: shop.id, limit: 1 })
    await look(world)
    expect(await sweep(endsAt + 86_399)).toBe(0)
    expect(await sweep(endsAt + 86_400)).toBe(1)
    await world.unlock({ gates: [gate] })
    world.now = endsAt + 10
    await look(world)
    await ports.jobs.add({ shopId: shop.id, kind: 'order', key: '7', runAt: world.now })
    expect(await sweep(world.now)).toBe(0)
    expect(await sweep(world.now + 900)).toBe(1)
  })

  test('behavior: a hold that is placed later does not hide a change whose webhook was lost', async () => {
    const { world } = await openShop()
    const order = world.shopify.place({ id: 1 })
    await world.hear(1)
    expect((await world.load(1)).action).toMatchObject({ kind: 'hold', state: 'pending' })
    await world.ports.jobs.add({
      shopId: world.shop.id,
      kind: 'reconcile',
      key: 'shop',
      runAt: ORDERED + 3600,
    })
    world.shopify.orders.set(1, { ...order, cancelledAt: ORDERED + 100, updatedAt: ORDERED + 100 })
    world.now = ORDERED + 200
    world.shopify.route(1)
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'hold', key: 'shop', runAt: world.now })
    await world.work()
    expect((await world.load(1)).action.state).toBe('done')
    world.now = ORDERED + 3600
    await world.work()
    expect((await world.load(1)).settlement.isCancelled).toBe(true)
  })

  test('behavior: an order that changes while it is settled is settled again, an unchanged one is not', async () => {
    const { world, gate } = await openShop()
    const { proofs } = await world.unlock({ gates: [gate] })
    const order = world.shopify.place({ id: 1, proof: proofs.c })
    world.now = ORDERED + 10
    const { readOrder } = world.ctx.shopify
    let reads = 0
    world.ctx.shopify.readOrder = async (parameters) => {
      const found = await readOrder(parameters)
      reads += 1
      // The order is cancelled right after it was read, and stored seconds later.
      if (reads === 1) {
        world.now = ORDERED + 15
        world.shopify.orders.set(1, { ...order, cancelledAt: ORDERED + 12, updatedAt: ORDERED + 12 })
      }
      return found
    }
    await world.hear(1)
    expect((await world.load(1)).settlement.isCancelled).toBe(false)
    await look(world)
    expect((await world.load(1)).settlement.isCancelled).toBe(true)
    expect(reads).toBe(2)
    world.now += 3600
    await world.work()
    expect(reads).toBe(2)
  })

  test('behavior: after a long silence it looks back over all of it, at most sixty days', async () => {
    const { world, state } = await openShop()
    await look(world)
    for (const days of [30, 90]) {
      const since = world.now
      world.now += days * 86_400
      await world.work()
      expect(state.listed.at(-1)).toBe(days === 30 ? since - 600 : world.now - 60 * 86_400)
    }
  })

  test('behavior: a validation that was switched off is switched on again, and products get back lost marks', async () => {
    const { world, state } = await openShop()
    const mark = 'gid://shopify/Product/8101'
    if (state.validation) Object.assign(state.validation, { isEnabled: false, blocksOnFailure: false })
    await look(world)
    expect(state.validation).toMatchObject({ isEnabled: true, blocksOnFailure: true })
    const [found] = await world.ctx.shopify.readMetafields([{ ownerId: mark, key: 'gates' }])
    expect(found).toMatchObject({ value: '1*' })
    if (found && found !== 'owner-gone') {
      await world.ctx.shopify.writeMetafields([
        { ownerId: mark, key: 'gates', type: 'single_line_text_field', value: null, digest: found.digest },
      ])
    }
    world.now += 3600
    await world.work()
    expect(await world.ctx.shopify.readMetafields([{ ownerId: mark, key: 'gates' }])).toMatchObject([
      { value: '1*' },
    ])
  })
})

describe('reconcileShop after changes at Shopify', () => {
  test('behavior: a discount that was switched off or changed is restored', async () => {
    const { world, gate, state } = await openShop()
    if (!state.discount) throw new Error('There is no discount.')
    state.discount.status = 'EXPIRED'
    state.discount.combination = { ...gate.combination, productDiscounts: true }
    await look(world)
    expect(state.discount).toMatchObject({ status: 'ACTIVE', combination: gate.combination })
  })

  test('behavior: a failing part stops no other and is retried soon', async () => {
    const { world, state } = await openShop()
    const { proxy, breakDown } = breakable(world.ctx.shopify)
    Object.assign(world.ctx, { shopify: proxy })
    breakDown('readDiscounts', 'listOrders')
    if (state.validation) state.validation.isEnabled = false
    await look(world)
    expect(state.validation?.isEnabled).toBe(true)
    const mark = { ownerId: 'gid://shopify/Product/8101', key: 'gates' }
    expect(await world.ctx.shopify.readMetafields([mark])).toMatchObject([{ value: '1*' }])
    const waiting = async () => (await world.jobs()).find(({ kind }) => kind === 'reconcile')
    expect(await waiting()).toMatchObject({ attempts: 1, runAt: ORDERED + 30 })
    breakDown()
    world.now = ORDERED + 60
    await world.work()
    expect(await waiting()).toMatchObject({ attempts: 0, runAt: ORDERED + 3660 })
  })

  test('behavior: after a failed look at orders, the next one starts where the last good one ended', async () => {
    const { world, state } = await openShop()
    await look(world)
    const { proxy, breakDown } = breakable(world.ctx.shopify)
    Object.assign(world.ctx, { shopify: proxy })
    breakDown('listOrders')
    world.now = ORDERED + 3600
    await world.work()
    breakDown()
    world.now = ORDERED + 7200
    await world.work()
    expect(state.listed.at(-1)).toBe(ORDERED - 600)
  })

  test('behavior: a new shop that Shopify shows no orders is looked through from its first hour, weeks later', async () => {
    const { world, state } = await openShop()
    const { proxy, breakDown } = breakable(world.ctx.shopify)
    Object.assign(world.ctx, { shopify: proxy })
    breakDown('listOrders')
    await look(world)
    for (const day of [1, 2, 11]) {
      world.now = ORDERED + day * 86_400
      await world.work()
    }
    expect(state.listed).toEqual([])
    breakDown()
    world.now += 7 * 3600
    await world.work()
    expect(state.listed).toEqual([ORDERED - 2 * 86_400])
  })

  test('behavior: a gate that is not fully published is published again', async () => {
    const { world, gate } = await openShop()
    const { shop, ports, door } = world
    const number = gate.number
    await ports.gates.setPublication({
      shopId: shop.id,
      number,
      publication: { kind: 'pending', reason: 'x' },
    })
    const told: string[] = []
    const table = {
      ...door.table,
      publish: async (_: unknown, { key }: { key: string }) => void told.push(key),
    }
    await ports.jobs.add({ shopId: shop.id, kind: 'reconcile', key: 'shop', runAt: world.now })
    await runDueJobs({ door: { ...door, table } })
    expect(told).toEqual([String(number)])
  })

  test('behavior: after a restore the marks of forgotten gates are removed, also after a failure, and then no more looked for', async () => {
    const { world } = await openShop()
    const { shop, ports } = world
    const asked: string[] = []
    const { proxy, breakDown } = breakable(world.ctx.shopify, {
      listMarked: async ({ of }) => {
        asked.push(of)
        return of === 'products' ? [7] : [70]
      },
    })
    Object.assign(world.ctx, { shopify: proxy })
    const names = ['Product/7', 'ProductVariant/70'].map((id) => ({
      ownerId: `gid://shopify/${id}`,
      key: 'gates',
    }))
    const write = { type: 'single_line_text_field', value: '9*', digest: null }
    await proxy.writeMetafields(names.map((name) => ({ ...name, ...write })))
    const marks = async () =>
      (await proxy.readMetafields(names)).map((one) => one && one !== 'owner-gone' && one.value)
    const payload = { isRestored: true }
    await ports.jobs.add({ shopId: shop.id, kind: 'reconcile', key: 'shop', payload, runAt: world.now })
    breakDown('listMarked')
    await world.work()
    expect(await marks()).toEqual(['9*', '9*'])
    breakDown()
    world.now += 3600
    await world.work()
    expect([await marks(), asked]).toEqual([
      [null, null],
      ['products', 'variants'],
    ])
    world.now += 3600
    await world.work()
    expect(asked).toHaveLength(2)
  })

  test('behavior: a gate whose card an older version wrote is published again, and only once', async () => {
    const { world, gate } = await openShop()
    const { shop, ports, door } = world
    const { number } = gate
    const told: string[] = []
    const table = {
      ...door.table,
      publish: async (_: unknown, { key }: { key: string }) => {
        told.push(key)
        await ports.gates.setPublication({ shopId: shop.id, number, publication: { kind: 'published' } })
      },
    }
    const look = async () => {
      await ports.jobs.add({ shopId: shop.id, kind: 'reconcile', key: 'shop', runAt: world.now })
      await runDueJobs({ door: { ...door, table } })
    }
    await look()
    expect(told).toEqual([])
    // The state in which the migration leaves a gate that was published before it.
    await world.db.prisma.gate.updateMany({ where: { shopId: shop.id }, data: { cardShape: 0 } })
    await look()
    await look()
    expect(told).toEqual([String(number)])
  })
})

describe('updateCollection', () => {
  test('behavior: a failed write of marks is repeated, even if the next sync finds no difference', async () => {
    const { world } = await openShop()
    const { shop, ports } = world
    await world.makeGate({ subject: { kind: 'collections', ids: [5] } })
    let inside = [1, 2]
    const { proxy, breakDown } = breakable(world.ctx.shopify, {
      listCollectionProducts: async () => ({ productIds: inside, variants: [], next: null }),
      listMarkedVariants: async () => [],
      findProductCollections: async ({ productId }) => ({
        collectionIds: inside.includes(productId) ? [5] : [],
        variants: [],
      }),
    })
    Object.assign(world.ctx, { shopify: proxy })
    const hear = () => ports.jobs.add({ shopId: shop.id, kind: 'collection', key: '5', runAt: world.now })
    const marks = async () => {
      const names = [1, 2, 3].map((id) => ({ ownerId: `gid://shopify/Product/${id}`, key: 'gates' }))
      return (await world.ctx.shopify.readMetafields(names)).map(
        (one) => one && one !== 'owner-gone' && one.value,
      )
    }
    await hear()
    await world.work()
    expect(await marks()).toEqual(['2*', '2*', null])
    expect((await world.jobs()).filter(({ kind }) => kind === 'product')).toEqual([])
    inside = [2, 3]
    breakDown('writeMetafields')
    await hear()
    await world.work()
    breakDown()
    world.now += 120
    await world.work()
    expect(await marks()).toEqual([null, '2*', '2*'])
    expect(await world.jobs()).toEqual([])
  })
})

describe('findShopProblems', () => {
  test('default: no problems in a healthy shop; each fault is named, and repairShop fixes it', async () => {
    const { world, state } = await openShop()
    expect(await problems(world)).toEqual([])
    if (!state.discount || !state.validation) throw new Error('There is nothing to switch off.')
    state.discount.status = 'EXPIRED'
    state.discount.combination = { ...state.discount.combination, productDiscounts: true }
    state.validation.isEnabled = false
    expect(await problems(world)).toEqual([
      { kind: 'discount-off', profile: 0, discountId: DISCOUNT },
      { kind: 'discount-changed', profile: 0, discountId: DISCOUNT },
      { kind: 'validation-off' },
    ])
    await repairShop(world.ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    expect(await problems(world)).toEqual([])
    // Opening the app repairs it at once: until then a buyer could make a run fail.
    state.validation.blocksOnFailure = false
    const left = await repairShopProblems(world.ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    expect(left.problems).toEqual([])
    expect(state.validation.blocksOnFailure).toBe(true)
    state.discount.errors = ['The run failed.']
    state.validation.errors = ['The run failed.']
    expect((await problems(world)).map(({ kind }) => kind)).toEqual([
      'discount-failing',
      'validation-failing',
    ])
    Object.assign(state, { discount: null, validation: null })
    expect((await problems(world)).map(({ kind }) => kind)).toEqual(['discount-gone', 'validation-gone'])
  })

  test('behavior: orders that cannot be held, proofs without a grant, and failing jobs are problems', async () => {
    const { world, gate } = await openShop()
    const { proofs } = await world.unlock({ gates: [gate] })
    await db.prisma.grant.deleteMany({ where: { shopId: world.shop.id } })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    expect(await problems(world)).toEqual([
      { kind: 'orders-unmatched', orders: ['#1'] },
      { kind: 'orders-pending', orders: 1 },
    ])
    await releaseOrder(world.ctx, {
      ...world.settle,
      orderId: 1,
      actor: 'staff:5',
      reason: 'The database was set back.',
      seen: 'none 1:unmatched',
    })
    await world.work()
    expect(await problems(world)).toEqual([])
    world.shopify.failing.set('readOrder', new Error('down'))
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'order', key: '7', runAt: world.now })
    for (let attempt = 0; attempt < 3; attempt++) {
      await world.work()
      world.now += 600
    }
    expect((await problems(world)).slice(-2)).toMatchObject([
      { kind: 'orders-waiting', count: 1, seconds: 1800 },
      { kind: 'work-failing', kinds: ['order'] },
    ])
  })

  test('behavior: a gate that cannot be published becomes a visible problem', async () => {
    const { world, gate } = await openShop()
    world.ctx.shopify.ensureDefinitions = async () => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.', { hint: 'It is tried again.' })
    }
    const key = String(gate.number)
    await world.ports.jobs.add({ shopId: world.shop.id, kind: 'publish', key, runAt: world.now })
    for (let attempt = 0; attempt < 3; attempt++) {
      await world.work()
      world.now += 600
    }
    expect(await problems(world)).toEqual([
      { kind: 'work-failing', kinds: ['publish'], lastError: 'Shopify is down. It is tried again.' },
    ])
  })
})
