import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { PAYING_SECONDS } from '../../../app/core/settlement/margins.ts'
import type { Database } from '../../../app/db/database.ts'
import { fc, IS_LONG } from '../../random.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress } from '../samples.ts'
import { OWLS } from './createChain.ts'
import { createModel, GATED, LIMITS, type LivesModel, type ModelOrder } from './livesModel.ts'
import { bigCommerceWithRaces } from './openBigCommerce.ts'
import { buy, type Lives, makeGate, openLives, outcomeOf, unlock, usesOf } from './openLives.ts'
import { shopifyWithFunctions } from './openShopify.ts'
import type { Good, LiveCart, LiveShop, RunningPlatform } from './platform.ts'

/*
 * Random histories of several shoppers in one shop of each platform at once, in one database: the same wallets, tokens and
 * limits. After each step the ledger must equal a model of each shop, which knows nothing of the other one.
 */
const PLATFORMS = [shopifyWithFunctions, bigCommerceWithRaces]
const WALLETS = 3
const TOKENS = 4
const HISTORIES = IS_LONG ? 60 : 3
const MINUTE = 60
const HOUR = 3600

/** What becomes of a platform's messages. */
const WEATHERS = ['fair', 'lossy', 'doubling', 'holding'] as const
type Weather = (typeof WEATHERS)[number]

const pick = fc.nat({ max: 999 })
const shopAt = fc.nat({ max: PLATFORMS.length - 1 })
const goods = fc.uniqueArray(fc.constantFrom(...GATED), { minLength: 1, maxLength: 2 })
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('unlock'), at: shopAt, pick, goods }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('order'),
      at: shopAt,
      pick,
      quantity: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('copy'), at: shopAt, pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel'), at: shopAt, pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('refund'), at: shopAt, pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move'), token: fc.nat({ max: TOKENS - 1 }), pick }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('weather'), at: shopAt, weather: fc.constantFrom(...WEATHERS) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait'), minutes: fc.constantFrom(5, 25, 70, 150) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

describe.each(engines)('lives of both platforms at once on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  const platforms: RunningPlatform[] = []
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    for (const platform of PLATFORMS) platforms.push(await platform.start())
  })
  afterAll(async () => {
    for (const { close } of platforms) await close()
    await engine.close()
  })

  test('property: after each step and in the end the ledger of each shop equals its own model', async () => {
    const met = new Map<string, number>()
    const property = fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
      const history = await openHistory(await openLives(db, platforms), met)
      for (const one of steps) {
        await history.take(one)
        await history.compare()
      }
      await history.finish()
    })
    await fc.assert(property, { numRuns: HISTORIES, endOnFailure: true })
    // What the histories must have met, or they prove little.
    const rare = [
      'open',
      'wallet',
      'token',
      'place',
      'order',
      'copy',
      'cancel',
      'refund',
      'looked',
      'expired',
    ]
    expect(rare.filter((name) => (met.get(name) ?? 0) < (IS_LONG ? 20 : 1))).toEqual([])
  }, 1_800_000)
})

type Running = {
  readonly shop: LiveShop
  readonly model: LivesModel
  readonly gates: Readonly<Record<Good, Gate>>
  /** The carts of unlocks whose proof still runs, in the order of the model's unlocks. */
  readonly carts: {
    readonly cart: LiveCart
    readonly given: Parameters<LiveCart['put']>[0]
    readonly until: number
  }[]
  weather: Weather
  /** Orders of which the platform holds a message. */
  readonly held: Set<ModelOrder>
  /** Until when the app has looked at the platform's orders by itself. */
  lookedAt: number
}

async function openHistory(lives: Lives, met: Map<string, number>) {
  const { clock, chain, db } = lives
  const wallets = Array.from({ length: WALLETS }, () => sampleAddress())
  for (let token = 0; token < TOKENS; token++) chain.owners.set(token, at(wallets, token))
  const running: Running[] = []
  for (const shop of lives.shops) {
    const gates = {} as Record<Good, Gate>
    for (const good of GATED) gates[good] = await makeGate(shop, { good, limits: LIMITS[good] })
    running.push({
      shop,
      model: createModel(),
      gates,
      carts: [],
      weather: 'fair',
      held: new Set(),
      lookedAt: 0,
    })
  }
  for (const one of running) one.lookedAt = await readLook(one)
  const count = (name: string) => met.set(name, (met.get(name) ?? 0) + 1)

  async function readLook({ shop }: Running): Promise<number> {
    const { id: shopId } = await shop.ctx.shops.load(shop.myshopifyDomain)
    const look = await db.prisma.job.findFirstOrThrow({ where: { shopId, kind: 'reconcile' } })
    return Number((look.payload as { since?: number }).since)
  }

  /** Do what is due, and tell the models what the app has looked at and given back. */
  async function work(seconds = 0) {
    await (seconds > 0 ? lives.pass(seconds) : lives.work())
    for (const one of running) {
      const lookedAt = await readLook(one)
      if (lookedAt > one.lookedAt) {
        if (one.model.orders.some(({ isKnown }) => !isKnown)) count('looked')
        one.model.settleAll()
      }
      one.lookedAt = lookedAt
      const before = GATED.map((good) => one.model.countUses(good).reserved).join()
      one.model.expire(clock.now)
      if (before !== GATED.map((good) => one.model.countUses(good).reserved).join()) count('expired')
    }
  }

  /** Something happened to an order. The app hears of it unless the message is lost or held. */
  async function report({ weather, model, held }: Running, order: ModelOrder) {
    if (weather === 'fair' || weather === 'doubling') model.settle(order)
    else order.isKnown = false
    if (weather === 'holding') held.add(order)
    await work()
  }

  async function unlockSome(one: Running, wallet: EvmAddress, asked: readonly Good[]) {
    const { shop, model, gates } = one
    const tokens = [...chain.owners].filter(([, owner]) => owner === wallet).map(([token]) => token)
    const cart = await shop.openCart()
    const shopper = lives.newShopper(wallet)
    const given = await unlock(shop, { shopper, cart, gates: asked.map((good) => gates[good]) })
    const expected = asked.map((good) => ({ good, ...model.judge(good, wallet, tokens) }))
    const answers = given.gates.map((gate) =>
      gate.kind === 'closed' ? (gate.usedUp?.limit ?? gate.because) : gate.kind,
    )
    const noTokens = tokens.length === 0
    expect(answers).toEqual(noTokens ? asked.map(() => 'unmet') : expected.map(({ kind }) => kind))
    for (const answer of answers) count(answer)
    const until = Math.max(0, ...given.gates.map((gate) => (gate.kind === 'open' ? gate.endsAt : 0)))
    const opened = noTokens ? [] : expected.filter(({ kind }) => kind === 'open')
    if (opened.length === 0) return
    const endsAt = until + PAYING_SECONDS
    const uses = opened.map(({ good, token }) => ({
      good,
      wallet,
      token,
      endsAt,
      state: 'reserved' as const,
    }))
    model.unlocks.push({ uses, orders: [] })
    one.carts.push({ cart, given, until })
  }

  /** Buy what an unlock opened: in its own cart, or in another one that has a copy of what it gave. */
  async function place(one: Running, index: number, quantities: ReadonlyMap<Good, number>) {
    const { shop, model, carts } = one
    const { cart: own, given } = at(carts, index)
    const unlocked = at(model.unlocks, index)
    const isCopy = unlocked.orders.length > 0
    const cart = isCopy ? await shop.openCart() : own
    if (isCopy) await cart.put(given)
    const { orderId: id } = await buy(
      cart,
      [...quantities].map(([good, quantity]) => ({ good, quantity })),
    )
    const order = { id, unlock: unlocked, left: new Map(quantities), isCancelled: false, isKnown: false }
    unlocked.orders.push(order)
    model.orders.push(order)
    count(isCopy ? 'copy' : 'order')
    await report(one, order)
  }

  async function change(one: Running, weather: Weather) {
    const { shop, model, held } = one
    if (weather === one.weather) return
    shop.events.lose(weather === 'lossy' ? 1_000_000 : 0)
    shop.events.double(weather === 'doubling' ? 1_000_000 : 0)
    if (one.weather === 'holding') shop.events.release()
    if (weather === 'holding') shop.events.hold()
    // Messages that were held are lost if they are let go into bad weather.
    if (weather !== 'lossy') for (const order of held) model.settle(order)
    held.clear()
    one.weather = weather
    await work()
  }

  const listLive = ({ model }: Running) =>
    model.orders.filter(
      ({ isCancelled, left }) => !isCancelled && [...left.values()].some((units) => units > 0),
    )
  const listPlaces = ({ carts, model }: Running, hasOrder: boolean) =>
    carts.flatMap(({ until }, index) =>
      clock.now < until && at(model.unlocks, index).orders.length > 0 === hasOrder ? [index] : [],
    )

  async function take(one: Step): Promise<void> {
    clock.now += MINUTE
    const shop = 'at' in one ? at(running, one.at) : at(running, 0)
    const choose = <T>(all: readonly T[]): T | undefined =>
      'pick' in one ? all[one.pick % (all.length || 1)] : undefined
    if (one.kind === 'wait' && 'minutes' in one) return work(one.minutes * MINUTE)
    await work()
    if ('goods' in one)
      return unlockSome(
        shop,
        choose(wallets) as EvmAddress,
        GATED.filter((good) => one.goods.includes(good)),
      )
    if ('weather' in one) return change(shop, one.weather)
    if ('token' in one) return void chain.owners.set(one.token, choose(wallets) as EvmAddress)
    if (one.kind === 'order' || one.kind === 'copy') {
      const index = choose(listPlaces(shop, one.kind === 'copy'))
      if (index === undefined) return
      const unlocked = at(shop.model.unlocks, index)
      const [first] = unlocked.orders
      const quantity = 'quantity' in one ? one.quantity : 1
      // A copy holds the same goods.
      const bought = first ? [...first.left.keys()] : unlocked.uses.map(({ good }) => good).slice(0, quantity)
      return place(shop, index, new Map(bought.map((good) => [good, quantity])))
    }
    const order = choose(listLive(shop))
    if (!order) return
    count(one.kind)
    if (one.kind === 'cancel') {
      await shop.shop.cancel(order.id)
      order.isCancelled = true
    } else {
      const [good, units] = [...order.left].find(([, left]) => left > 0) ?? ['mug', 0]
      await shop.shop.refund(order.id, { good, quantity: 1 })
      order.left.set(good, units - 1)
    }
    return report(shop, order)
  }

  async function compare(): Promise<void> {
    for (const { shop, model, gates } of running) {
      const found = await Promise.all(GATED.map((good) => usesOf(shop, gates[good])))
      expect(found).toEqual(GATED.map((good) => model.countUses(good)))
    }
  }

  /** Every message arrives, every cart's time is over. Then wallets, tokens and places are those of the models, too. */
  async function finish(): Promise<void> {
    for (const one of running) await change(one, 'fair')
    await work(3.5 * HOUR)
    expect(await lives.countFailing()).toBe(0)
    await compare()
    for (const { shop, model, gates } of running) {
      const { id: shopId } = await shop.ctx.shops.load(shop.myshopifyDomain)
      const goodOf = (gate: bigint) => GATED.find((good) => BigInt(gates[good].number) === gate)
      const uses = await db.prisma.redemption.findMany({ where: { shopId } })
      const keys = uses.map(
        ({ gate, kind, key }) => `${goodOf(gate)} ${kind} ${key.replace(`ethereum:${OWLS}:`, '')}`,
      )
      expect(keys.sort()).toEqual(model.listUnits())
      const places = await db.prisma.totalSlot.count({ where: { shopId, reservationId: { not: null } } })
      expect(places).toBe(model.countPlaces())
      for (const order of model.orders) {
        const isWhole = !order.isCancelled && ![...order.left.values()].includes(0)
        if (!isWhole) continue
        const isPayer = order.unlock.orders[0] === order
        expect([order.id, await outcomeOf(shop, order.id)]).toEqual([
          order.id,
          isPayer ? 'committed' : 'duplicate',
        ])
      }
    }
  }

  return { take, compare, finish }
}

function at<T>(all: readonly T[], index: number): T {
  const found = all[index % all.length]
  if (found === undefined) throw new Error('The list is empty.')
  return found
}
