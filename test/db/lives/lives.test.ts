import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { PAYING_SECONDS } from '../../../app/core/settlement/margins.ts'
import type { Database } from '../../../app/db/database.ts'
import { deleteGate } from '../../../app/flows/gates/deleteGate.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress } from '../samples.ts'
import { bigCommerce } from './openBigCommerce.ts'
import { buy, changeGate, makeGate, openLives, outcomeOf, type Shopper, unlock, usesOf } from './openLives.ts'
import { shopifyWithCodes, shopifyWithFunctions } from './openShopify.ts'
import type { GateChanges, Item, LiveCart, RunningPlatform } from './platform.ts'

/*
 * What happens to a gate, its shoppers and their orders, on every platform and engine alike. A shop's unlock, webhooks and
 * jobs are the app's own, and its checkout, orders and messages the stand-in's. Where platforms truly differ, `differences`
 * says how.
 */
const PLATFORMS = [shopifyWithFunctions, shopifyWithCodes, bigCommerce]
const NO_LIMITS = { perWallet: null, perToken: null, total: null }
const once = { ...NO_LIMITS, perWallet: 1 }
const exclusive = { good: 'cap', reaction: { ...NO_FLAGS, exclusive: true, price: null } } as const
const CAP: readonly Item[] = [{ good: 'cap' }]
const JACKET: readonly Item[] = [{ good: 'jacket' }]
const HOUR = 3600

describe.each(engines)('lives of gates on $name', ({ start: startEngine }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await startEngine()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  describe.each(PLATFORMS)('at $name', ({ start }) => {
    let platform: RunningPlatform
    beforeAll(async () => {
      platform = await start()
    })
    afterAll(() => platform.close())

    /** A shop with one gate, and what its shoppers do there. */
    async function openLife(changes: GateChanges = {}) {
      const lives = await openLives(db, [platform])
      const [shop] = lives.shops
      if (!shop) throw new Error('No shop was opened.')
      const gate = await makeGate(shop, { limits: once, ...changes })
      const { owners } = lives.chain
      const open = async (shopper: Shopper) => {
        const cart = await shop.openCart()
        const proven = await unlock(shop, { gates: [gate], shopper, cart })
        return { cart, proven, answer: proven.gates[0] }
      }
      return {
        ...{ ...lives, ...shop, shop, gate, open },
        /** A shopper with a new wallet, which holds one owl. */
        newHolder: (): Shopper => {
          const shopper = lives.newShopper(sampleAddress())
          owners.set(owners.size + 1, shopper.wallet)
          return shopper
        },
        again: ({ wallet }: Shopper) => lives.newShopper(wallet),
        uses: () => usesOf(shop, gate),
        outcome: (orderId: number) => outcomeOf(shop, orderId),
        buyIn: async (cart: LiveCart, items: readonly Item[] = JACKET) => {
          const { orderId } = await buy(cart, items)
          await lives.work()
          return orderId
        },
      }
    }

    /** Check that a checkout does with a cart what the platform is said to do: no order, or one that is held. */
    async function expectStopped(
      life: Awaited<ReturnType<typeof openLife>>,
      { cart, as, outcome }: { cart: LiveCart; as: 'refused' | 'held'; outcome: string },
    ) {
      const checkout = await cart.checkout(CAP)
      expect(checkout.kind).toBe(as === 'refused' ? 'refused' : 'ordered')
      if (checkout.kind === 'refused') return
      await life.work()
      expect(await life.outcome(checkout.orderId)).toBe(outcome)
      expect(life.stateOf(checkout.orderId)).toBe('held')
    }

    test('default: an unlock pays for one order, and the order has the use', async () => {
      const life = await openLife()
      const shopper = life.newHolder()
      const { cart, answer } = await life.open(shopper)
      expect(answer).toMatchObject({ kind: 'open' })
      expect(await life.uses()).toEqual({ reserved: 1, committed: 0 })
      const { orderId, discountCents } = await buy(cart, JACKET)
      expect(discountCents).toBe(2400)
      await life.work()
      expect(await life.outcome(orderId)).toBe('committed')
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      expect(life.stateOf(orderId)).toBe('open')
      const { answer: again } = await life.open(life.again(shopper))
      expect(again).toMatchObject({ because: 'used-up', usedUp: { limit: 'wallet' } })
      expect(await life.countFailing()).toBe(0)
    })

    test('behavior: a cancelled order gives its use back', async () => {
      const life = await openLife()
      const shopper = life.newHolder()
      const orderId = await life.buyIn((await life.open(shopper)).cart)
      life.clock.now += 60
      await life.cancel(orderId)
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
      expect((await life.open(life.again(shopper))).answer).toMatchObject({ kind: 'open' })
    })

    test('behavior: a refund in part keeps the use, and one of all that the gate is about gives it back', async () => {
      const life = await openLife()
      const shopper = life.newHolder()
      const { cart } = await life.open(shopper)
      const orderId = await life.buyIn(cart, [{ good: 'jacket', quantity: 2 }, { good: 'mug' }])
      for (const committed of [1, 0]) {
        life.clock.now += 60
        await life.refund(orderId, { good: 'jacket', quantity: 1 })
        await life.work()
        expect(await life.uses()).toEqual({ reserved: 0, committed })
      }
      expect((await life.open(life.again(shopper))).answer).toMatchObject({ kind: 'open' })
    })

    test('behavior: a refund of the whole order gives the use back', async () => {
      const life = await openLife()
      const orderId = await life.buyIn((await life.open(life.newHolder())).cart)
      life.clock.now += 60
      await life.refund(orderId, 'all')
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
    })

    test('refuses: an unlock beyond a limit per wallet, while a cart has the use and once an order has it', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, perWallet: 2 } })
      const shopper = life.newHolder()
      const { cart } = await life.open(shopper)
      await life.open(life.again(shopper))
      const refused = { because: 'used-up', usedUp: { limit: 'wallet' } }
      expect((await life.open(life.again(shopper))).answer).toMatchObject(refused)
      await life.buyIn(cart)
      expect((await life.open(life.again(shopper))).answer).toMatchObject(refused)
      expect((await life.open(life.newHolder())).answer).toMatchObject({ kind: 'open' })
      expect(await life.uses()).toEqual({ reserved: 2, committed: 1 })
    })

    test('refuses: a token that has its use, whoever holds it then; another token opens', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, perToken: 1 } })
      const { owners } = life.chain
      const seller = life.newHolder()
      const { cart } = await life.open(seller)
      const buyer = life.newShopper(sampleAddress())
      owners.set(1, buyer.wallet)
      const refused = { because: 'used-up', usedUp: { limit: 'token', token: { id: '1' } } }
      expect((await life.open(buyer)).answer).toMatchObject(refused)
      await life.buyIn(cart)
      expect((await life.open(life.again(buyer))).answer).toMatchObject(refused)
      owners.set(2, buyer.wallet)
      const { cart: other } = await life.open(life.again(buyer))
      await life.buyIn(other)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 2 })
    })

    test('refuses: a token of a vault that a delegate has used, for the vault and for its next delegate', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, perToken: 1 } })
      const { wallet: vault } = life.newHolder()
      const refused = { because: 'used-up', usedUp: { limit: 'token', token: { id: '1' } } }
      const delegate = async () => {
        const shopper = { ...life.newShopper(sampleAddress()), vault }
        life.chain.delegates.set(vault, shopper.wallet)
        return life.open(shopper)
      }
      const { cart } = await delegate()
      expect((await delegate()).answer).toMatchObject(refused)
      await life.buyIn(cart)
      expect((await life.open(life.newShopper(vault))).answer).toMatchObject(refused)
      expect((await delegate()).answer).toMatchObject(refused)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
    })

    test('behavior: of six who unlock in one moment as many get in as there are places, and they all pay at once', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, total: 2 } })
      const opened = await Promise.all(Array.from({ length: 6 }, () => life.open(life.newHolder())))
      const [open, closed] = [true, false].map((is) =>
        opened.filter(({ answer }) => (answer?.kind === 'open') === is),
      )
      expect(closed?.map(({ answer }) => answer)).toMatchObject(
        Array(4).fill({ because: 'used-up', usedUp: { limit: 'total' } }),
      )
      await Promise.all((open ?? []).map(({ cart }) => buy(cart, JACKET)))
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 0, committed: 2 })
    })

    test('refuses: an unlock beyond a limit in total, until an order gives its place back', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, total: 2 } })
      const orders: number[] = []
      for (let n = 0; n < 2; n++) orders.push(await life.buyIn((await life.open(life.newHolder())).cart))
      const late = life.newHolder()
      const refused = { because: 'used-up', usedUp: { limit: 'total' } }
      expect((await life.open(late)).answer).toMatchObject(refused)
      life.clock.now += 60
      await life.cancel(orders[0] ?? 0)
      await life.work()
      await life.buyIn((await life.open(life.again(late))).cart)
      expect((await life.open(life.newHolder())).answer).toMatchObject(refused)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 2 })
    })

    test('refuses: a second place of a total for a wallet, and for a token that it passed on', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, total: 5 } })
      const first = life.newHolder()
      await life.open(first)
      const second = life.newShopper(sampleAddress())
      expect((await life.open(life.again(first))).answer).toMatchObject({ usedUp: { limit: 'place' } })
      life.chain.owners.set(1, second.wallet)
      expect((await life.open(second)).answer).toMatchObject({ usedUp: { limit: 'token' } })
      expect(await life.uses()).toEqual({ reserved: 1, committed: 0 })
    })

    test('behavior: what an unlock gave pays for one order, also if it is copied into a second cart', async () => {
      const life = await openLife(exclusive)
      const { cart, proven } = await life.open(life.newHolder())
      const second = await life.shop.openCart()
      await second.put(proven)
      const orderId = await life.buyIn(cart, CAP)
      expect(await life.outcome(orderId)).toBe('committed')
      life.clock.now += 60
      await expectStopped(life, { cart: second, as: life.differences.copy, outcome: 'duplicate' })
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      expect(life.stateOf(orderId)).toBe('open')
    })

    test('behavior: a visit that unlocks for two carts has one use: the earlier order pays, whichever is known first', async () => {
      const life = await openLife(exclusive)
      const shopper = life.newHolder()
      const carts = [(await life.open(shopper)).cart, (await life.open(shopper)).cart]
      life.events.hold()
      const orders: number[] = []
      for (const cart of carts) {
        orders.push(await life.buyIn(cart, CAP))
        life.clock.now += 60
      }
      life.events.release()
      await life.work()
      const outcomes = await Promise.all(orders.map(life.outcome))
      expect(outcomes).toEqual(['committed', 'duplicate'])
      expect(orders.map(life.stateOf)).toEqual(['open', 'held'])
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
    })

    test('behavior: of two who hold a proof for the last place, the one whose place stands buys; the other is held', async () => {
      const life = await openLife({ ...exclusive, limits: { ...NO_LIMITS, total: 1 } })
      const early = await life.open(life.newHolder())
      const { id: shopId } = await life.ctx.shops.load(life.myshopifyDomain)
      const [{ id: reservationId } = { id: 0n }] = await life.ctx.reservations.list({ shopId, limit: 1 })
      const byHand = { actor: 'staff:7', reason: 'Ana asked.', at: life.clock.now }
      await life.ctx.reservations.release({ ...byHand, shopId, reservationId })
      const late = await life.open(life.newHolder())
      expect(late.answer).toMatchObject({ kind: 'open' })
      const [lost, kept] = [await life.buyIn(early.cart, CAP), await life.buyIn(late.cart, CAP)]
      expect([await life.outcome(lost), await life.outcome(kept)]).toEqual(['duplicate', 'committed'])
      expect([life.stateOf(lost), life.stateOf(kept)]).toEqual(['held', 'open'])
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
    })

    test('behavior: an abandoned cart gives its place back, and what it was given opens nothing any more', async () => {
      const life = await openLife({ ...exclusive, limits: { ...NO_LIMITS, total: 1 } })
      const { cart, answer } = await life.open(life.newHolder())
      const waiting = life.newHolder()
      expect((await life.open(waiting)).answer).toMatchObject({ because: 'used-up' })
      if (answer?.kind !== 'open') throw new Error('The gate did not open.')
      await life.pass(answer.endsAt - life.clock.now)
      // Its order may still come: the shopper may have paid before the end.
      expect(await life.uses()).toEqual({ reserved: 1, committed: 0 })
      await life.pass(HOUR)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
      await expectStopped(life, { cart, as: life.differences.stale, outcome: 'unproved' })
      const next = await life.open(life.again(waiting))
      expect(await life.outcome(await life.buyIn(next.cart, CAP))).toBe('committed')
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
    })

    test('behavior: a place whose time is over stays until the platform was asked for an order that was not reported', async () => {
      const life = await openLife({ limits: { ...NO_LIMITS, total: 1 } })
      const { cart, answer } = await life.open(life.newHolder())
      if (answer?.kind !== 'open') throw new Error('The gate did not open.')
      life.clock.now = answer.endsAt - 60
      await life.work()
      life.events.lose(1000)
      const { orderId } = await buy(cart, JACKET)
      life.clock.now = answer.endsAt + PAYING_SECONDS + 5
      await life.ctx.reservations.sweep({ at: life.clock.now })
      expect(await life.uses()).toEqual({ reserved: 1, committed: 0 })
      await life.work()
      expect(await life.outcome(orderId)).toBe('committed')
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
    })

    test('behavior: doubled messages count once', async () => {
      const life = await openLife()
      life.events.double(1000)
      const orderId = await life.buyIn((await life.open(life.newHolder())).cart)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      life.clock.now += 60
      await life.cancel(orderId)
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
    })

    test('behavior: messages that come late and in reverse lead to the same end', async () => {
      const life = await openLife()
      const [gone, kept] = [await life.open(life.newHolder()), await life.open(life.newHolder())]
      life.events.hold()
      const [first, second] = [await life.buyIn(gone.cart), await life.buyIn(kept.cart)]
      life.clock.now += 60
      await life.cancel(first)
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 2, committed: 0 })
      life.events.release()
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      expect(await life.outcome(second)).toBe('committed')
    })

    test('behavior: lost messages are made good within the hour', async () => {
      const life = await openLife()
      const [gone, kept] = [await life.open(life.newHolder()), await life.open(life.newHolder())]
      const first = await life.buyIn(gone.cart)
      life.events.lose(1000)
      const second = await life.buyIn(kept.cart)
      life.clock.now += 60
      await life.cancel(first)
      await life.work()
      expect(await life.uses()).toEqual({ reserved: 1, committed: 1 })
      await life.pass(HOUR)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      expect(await life.outcome(second)).toBe('committed')
    })

    test.each(['paused', 'deleted'])(
      'behavior: an order keeps its use after its gate was %s, and gives it back when it is cancelled',
      async (how) => {
        const life = await openLife()
        const { myshopifyDomain, gate } = life
        const orderId = await life.buyIn((await life.open(life.newHolder())).cart)
        life.clock.now += 60
        const numbers = [gate.number]
        const actor = 'system'
        if (how === 'deleted') await deleteGate(life.ctx, { myshopifyDomain, number: gate.number, actor })
        else await setGateState(life.ctx, { myshopifyDomain, numbers, state: 'paused', actor })
        await life.pass(2 * HOUR)
        expect(await life.outcome(orderId)).toBe('committed')
        expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
        await life.cancel(orderId)
        await life.work()
        expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
      },
    )

    test('behavior: what an unlock gave before its gate was paused opens nothing, and its place is given back', async () => {
      const life = await openLife(exclusive)
      const { myshopifyDomain, gate } = life
      const { cart } = await life.open(life.newHolder())
      const numbers = [gate.number]
      await setGateState(life.ctx, { myshopifyDomain, numbers, state: 'paused', actor: 'system' })
      // Checkouts know of a pause after some minutes.
      await life.pass(HOUR / 2)
      await expectStopped(life, { cart, as: life.differences.stale, outcome: 'unproved' })
      await life.pass(4 * HOUR)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
    })

    test('behavior: a changed limit counts the uses that there are, and ends what was given under the old one', async () => {
      const life = await openLife({ ...exclusive, limits: { ...NO_LIMITS, total: 2 } })
      const orderId = await life.buyIn((await life.open(life.newHolder())).cart, CAP)
      const { cart } = await life.open(life.newHolder())
      const { number } = life.gate
      life.clock.now += 60
      await changeGate(life.shop, { number, limits: { ...NO_LIMITS, total: 1 } })
      const refused = { because: 'used-up', usedUp: { limit: 'total' } }
      expect((await life.open(life.newHolder())).answer).toMatchObject(refused)
      // Checkouts know of a change after some minutes.
      await life.pass(HOUR / 2)
      await expectStopped(life, { cart, as: life.differences.stale, outcome: 'unproved' })
      await life.pass(4 * HOUR)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 1 })
      expect(await life.outcome(orderId)).toBe('committed')
      expect((await life.open(life.newHolder())).answer).toMatchObject(refused)
      await changeGate(life.shop, { number, limits: { ...NO_LIMITS, total: 2 } })
      await life.buyIn((await life.open(life.newHolder())).cart, CAP)
      expect(await life.uses()).toEqual({ reserved: 0, committed: 2 })
    })

    test('behavior: an exclusive product is sold to a holder; without a proof it is stopped', async () => {
      const life = await openLife(exclusive)
      const outsider = await life.shop.openCart()
      await expectStopped(life, { cart: outsider, as: life.differences.outsider, outcome: 'unproved' })
      const orderId = await life.buyIn((await life.open(life.newHolder())).cart, CAP)
      expect(await life.outcome(orderId)).toBe('committed')
      expect(life.stateOf(orderId)).toBe('open')
    })

    test('behavior: a gate that looks again finds a token that was sold before the order, and the order is held', async () => {
      const life = await openLife({ ...exclusive, recheck: true })
      const { cart } = await life.open(life.newHolder())
      life.chain.owners.set(1, sampleAddress())
      const orderId = await life.buyIn(cart, CAP)
      expect(await life.outcome(orderId)).toBe('unproved')
      expect(life.stateOf(orderId)).toBe('held')
    })

    test('behavior: an order is cancelled where the merchant chose so', async () => {
      const life = await openLife({ ...exclusive, recheck: true })
      const { id: shopId, settings } = await life.ctx.shops.load(life.myshopifyDomain)
      await life.ctx.shops.set({ shopId, settings: { ...settings, onViolation: 'cancel' } })
      const { cart } = await life.open(life.newHolder())
      life.chain.owners.set(1, sampleAddress())
      const orderId = await life.buyIn(cart, CAP)
      await life.pass(HOUR)
      expect(life.stateOf(orderId)).toBe('cancelled')
      expect(await life.uses()).toEqual({ reserved: 0, committed: 0 })
    })
  })

  test('behavior: one database holds both platforms: equal orders, gates, wallets and tokens do not meet', async () => {
    const platforms = [await shopifyWithFunctions.start(), await bigCommerce.start()]
    try {
      const lives = await openLives(db, platforms)
      const [there, here] = lives.shops
      if (!there || !here) throw new Error('Two shops were not opened.')
      const limits = { perWallet: 1, perToken: 1, total: 1 }
      const gates = [await makeGate(there, { limits }), await makeGate(here, { limits })]
      expect(gates[0]?.number).toBe(gates[1]?.number)
      const shopper = lives.newShopper(sampleAddress())
      lives.chain.owners.set(1, shopper.wallet)
      const orders: number[] = []
      for (const [i, shop] of lives.shops.entries()) {
        const cart = await shop.openCart()
        const asked = { gates: gates.slice(i, i + 1), cart, shopper: lives.newShopper(shopper.wallet) }
        expect((await unlock(shop, asked)).gates).toMatchObject([{ kind: 'open' }])
        shop.setNextOrder?.((orders[0] ?? 0) - 1)
        orders.push((await buy(cart, JACKET)).orderId)
      }
      expect(orders[0]).toBe(orders[1])
      await lives.work()
      const uses = () =>
        Promise.all(lives.shops.map((shop, i) => usesOf(shop, gates[i] as (typeof gates)[number])))
      for (const [i, shop] of lives.shops.entries()) {
        expect(await outcomeOf(shop, orders[i] ?? 0)).toBe('committed')
      }
      expect(await uses()).toMatchObject([{ committed: 1 }, { committed: 1 }])
      lives.clock.now += 60
      await here.cancel(orders[1] ?? 0)
      await lives.work()
      expect(await uses()).toMatchObject([{ committed: 1 }, { committed: 0 }])
    } finally {
      for (const { close } of platforms) await close()
    }
  })
})
