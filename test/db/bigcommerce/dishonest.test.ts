import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Database } from '../../../app/db/database.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { findTokenUses } from '../../../app/flows/orders/findTokenUses.ts'
import { MEMBERS_CAP } from '../../standin/bigcommerce/seedStore.ts'
import { changeOrderStatus } from '../../standin/bigcommerce/storefront/changeOrderStatus.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleAddress } from '../samples.ts'
import { openStore, sumDiscounts, type World } from './openStore.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

const CAP = { product: MEMBERS_CAP.product, variant: MEMBERS_CAP.variant }
const subject = { kind: 'products', ids: [MEMBERS_CAP.product] } as const
const exclusive = { subject, reaction: { ...NO_FLAGS, exclusive: true, price: null } } as const
const ON_HOLD = 12

async function openInstalled(): Promise<World> {
  const world = await openStore({ db })
  await world.install()
  await world.work()
  return world
}
const codesOf = ({ codes }: { codes: readonly { code: string }[] }) => codes.map(({ code }) => code)
const statusOf = ({ store }: World, { id }: { id: number }) => store.orders.get(id)?.statusId

describe('dishonest orders at BigCommerce', () => {
  test('refuses: more items of an exclusive product than its gate lets one order have', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate({ ...exclusive, cap: 1 })
    const codes = codesOf(await world.unlock([gate]))
    const order = world.buy({ items: [{ ...CAP, quantity: 5 }], codes })
    await world.work()
    expect((await world.settlement(order))?.settlement.lines).toMatchObject([
      { outcome: 'unproved', reasons: [{ kind: 'over-cap', gate: gate.number }] },
    ])
    expect(statusOf(world, order)).toBe(ON_HOLD)
  })

  test.each(['percentage', 'orderPercentage'] as const)(
    'refuses: several coupons of one gate in a store that combines them (%s)',
    async (kind) => {
      const world = await openInstalled()
      const combination = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true } as const
      const gate = await world.makeGate({
        combination: { ...combination, purchases: 'both' },
        reaction: { ...NO_FLAGS, price: { kind, hundredths: 2000 } },
      })
      const wallet = sampleAddress()
      const unlock = async () => codesOf(await world.unlock([gate], { wallet }))
      const codes = [...(await unlock()), ...(await unlock())]
      const order = world.buy({ codes })
      expect(sumDiscounts(order)).toBe(12000 - 7680)
      await world.work()
      const { settlement } = (await world.settlement(order)) ?? {}
      const reasons = [settlement?.reasons, ...(settlement?.lines ?? []).map((line) => line.reasons)].flat()
      expect(reasons).toEqual([{ kind: 'second-code', gate: gate.number }])
      expect(statusOf(world, order)).toBe(ON_HOLD)
      const honest = world.buy({ codes: await unlock() })
      await world.work()
      expect((await world.settlement(honest))?.settlement.outcome).toBe('committed')
    },
  )

  test('refuses: an exclusive product with the coupon of a gate that only gives a price', async () => {
    const world = await openInstalled()
    const closing = await world.makeGate(exclusive)
    const price = { kind: 'percentage', hundredths: 100 } as const
    const cheap = await world.makeGate({ subject, reaction: { ...NO_FLAGS, price } })
    const order = world.buy({ items: [CAP], codes: codesOf(await world.unlock([cheap])) })
    await world.work()
    expect((await world.settlement(order))?.settlement.lines).toMatchObject([
      { outcome: 'unproved', gates: [cheap.number], closedGates: [closing.number] },
    ])
    expect(statusOf(world, order)).toBe(ON_HOLD)
  })

  test('refuses: an order that was cancelled and is taken up again after its use went to another one', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate({ ...exclusive, limits: { perWallet: 1, perToken: null, total: null } })
    const wallet = sampleAddress()
    const buy = async () => {
      const order = world.buy({ items: [CAP], codes: codesOf(await world.unlock([gate], { wallet })) })
      await world.work()
      return order
    }
    const change = async (order: Awaited<ReturnType<typeof buy>>, status: number) => {
      world.clock.now += 60
      changeOrderStatus(world.store, order, status)
      await world.work()
    }
    const first = await buy()
    await change(first, 5)
    // Nobody took the use meanwhile, so the order has it again.
    await change(first, 11)
    expect((await world.settlement(first))?.settlement.outcome).toBe('committed')
    expect((await world.unlock([gate], { wallet })).gates[0]).toMatchObject({ because: 'used-up' })
    await change(first, 5)
    const second = await buy()
    await change(first, 11)
    expect((await world.settlement(first))?.settlement.lines).toMatchObject([
      { outcome: 'duplicate', reasons: [{ kind: 'use-gone', gate: gate.number }] },
    ])
    expect([statusOf(world, first), statusOf(world, second)]).toEqual([ON_HOLD, 11])
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
  })

  test('refuses: an order whose payment comes after its hold; then staff decide', async () => {
    const world = await openInstalled()
    await world.makeGate(exclusive)
    const order = world.buy({ items: [CAP] })
    order.statusId = 7
    await world.work()
    expect(statusOf(world, order)).toBe(ON_HOLD)
    for (const expected of [ON_HOLD, 11]) {
      world.clock.now += 60
      changeOrderStatus(world.store, order, 11)
      await world.work()
      expect(statusOf(world, order)).toBe(expected)
    }
  })

  test('behavior: the coupon of a gate that is paused is deleted, and works no more', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate(exclusive)
    const codes = codesOf(await world.unlock([gate]))
    const paused = { numbers: [gate.number], state: 'paused', actor: 'system' } as const
    await setGateState(world.ctx, { myshopifyDomain: world.storeDomain, ...paused })
    await world.work()
    expect(world.store.promotions.size).toBe(0)
    expect(() => world.buy({ items: [CAP], codes })).toThrow('The coupon code is not valid.')
  })

  test('refuses: the code and the webhook header of one store at another one of this server', async () => {
    const [own, victim] = [await openInstalled(), await openInstalled()]
    const gate = await victim.makeGate({
      ...exclusive,
      limits: { perWallet: 1, perToken: null, total: null },
    })
    const other = await own.makeGate(exclusive)
    expect(other.number).toBe(gate.number)
    // A coupon of the own store’s gate, made at the victim’s store by somebody who may make coupons there.
    const [code = ''] = codesOf(await own.unlock([other]))
    const [promotion, coupon] = [[...own.store.promotions.values()][0], [...own.store.coupons.values()][0]]
    if (!promotion || !coupon) throw new Error('There is no coupon.')
    victim.store.promotions.set(promotion.id, promotion)
    victim.store.coupons.set(coupon.id, coupon)
    const order = victim.buy({ items: [CAP], codes: [code] })
    await victim.work()
    // It looks as one that a restored backup has forgotten, and opens nothing either.
    expect((await victim.settlement(order))?.settlement.lines).toMatchObject([{ outcome: 'unmatched' }])
    expect(statusOf(victim, order)).toBe(ON_HOLD)
    expect(await victim.uses(gate)).toMatchObject({ reserved: 0, committed: 0 })
    const hook = [...own.store.hooks.values()][0]
    const forged = await fetch(`${victim.appUrl}/bigcommerce/hooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...hook?.headers },
      body: JSON.stringify({
        ...{ scope: 'store/app/uninstalled', producer: `stores/${victim.store.hash}` },
        ...{ store_id: '1', hash: 'x', created_at: victim.clock.now, data: { type: 'app' } },
      }),
    })
    expect(forged.status).toBe(401)
    // With the right header it is asked whether it is true.
    const told = await fetch(`${victim.appUrl}/bigcommerce/hooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...[...victim.store.hooks.values()][0]?.headers },
      body: JSON.stringify({
        ...{ scope: 'store/app/uninstalled', producer: `stores/${victim.store.hash}` },
        ...{ store_id: '1', hash: 'x', created_at: victim.clock.now, data: { type: 'app' } },
      }),
    })
    expect(told.status).toBe(200)
    await victim.work()
    expect(await victim.loadShop()).toMatchObject({ myshopifyDomain: victim.storeDomain })
  })

  test('behavior: anybody may look up a token’s uses at a store, where its gate lets them', async () => {
    const world = await openInstalled()
    const limits = { perWallet: null, perToken: 2, total: null }
    const open = await world.makeGate({ ...exclusive, limits, showsUses: true })
    const shut = await world.makeGate({ ...exclusive, limits, showsUses: false })
    const ask = (shop: string, { number }: { number: number }) =>
      findTokenUses(world.ctx, { shop, number: String(number), token: null })
    expect(await ask(world.storeDomain, open)).toMatchObject({ number: open.number, limit: 2 })
    const unknown = { code: 'ERR_GATE_NOT_FOUND' }
    await expect(ask(world.storeDomain, shut)).rejects.toMatchObject(unknown)
    for (const shop of [
      'store-nobody0.mybigcommerce.com',
      `${world.storeDomain}.evil.example`,
      'evil.mybigcommerce.com',
    ])
      await expect(ask(shop, open)).rejects.toMatchObject(unknown)
  })
})
