import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { formatFindings, listFindings } from '../../../app/core/settlement/listFindings.ts'
import type { Database } from '../../../app/db/database.ts'
import { releaseOrder } from '../../../app/flows/orders/releaseOrder.ts'
import { JACKET, MEMBERS_CAP, MUG, OTHER_SHOPPER, SHOPPER } from '../../standin/bigcommerce/seedStore.ts'
import { changeOrderStatus } from '../../standin/bigcommerce/storefront/changeOrderStatus.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleAddress } from '../samples.ts'
import { openStore, sumDiscounts, type World } from './openStore.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

const CAP = { product: MEMBERS_CAP.product, variant: MEMBERS_CAP.variant }
const exclusive = {
  subject: { kind: 'products', ids: [MEMBERS_CAP.product] },
  reaction: { ...NO_FLAGS, exclusive: true, price: null },
} as const
const once = { perWallet: 1, perToken: null, total: null }

async function openInstalled(knobs?: Parameters<typeof openStore>[0]['knobs']): Promise<World> {
  const world = await openStore({ db, ...(knobs && { knobs }) })
  await world.install()
  await world.work()
  return world
}
const codesOf = ({ codes }: { codes: readonly { code: string }[] }) => codes.map(({ code }) => code)
const orderOf = ({ store }: World, { id }: { id: number }) => {
  const order = store.orders.get(id)
  if (!order) throw new Error('The store has no such order.')
  return order
}

describe('orders of BigCommerce', () => {
  test('default: an unlock gives one coupon for one order, and the order charges the use', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate({ limits: once })
    const wallet = sampleAddress()
    const proven = await world.unlock([gate], { wallet })
    const [code = ''] = codesOf(proven)
    expect(code).toMatch(/^PAL-/)
    const [promotion] = [...world.store.promotions.values()]
    expect(promotion).toMatchObject({ maxUses: 1, couponType: 'SINGLE', kind: 'COUPON', status: 'ENABLED' })
    const open = proven.gates[0]
    if (open?.kind !== 'open') throw new Error('The gate did not open.')
    expect(Date.parse(promotion?.endDate ?? '')).toBe(open.endsAt * 1000)
    const order = world.buy({ codes: [code] })
    expect(sumDiscounts(order)).toBe(2400)
    await world.work()
    const row = await world.settlement(order)
    expect(row?.settlement).toMatchObject({ outcome: 'committed', gates: [{ gate: gate.number }] })
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
    expect(orderOf(world, order).staffNotes).toBe('Palisade tags: token-gate')
    expect(() => world.buy({ codes: [code] })).toThrow()
    const again = await world.unlock([gate], { wallet })
    expect(again.gates[0]).toMatchObject({ kind: 'closed', because: 'used-up' })
  })

  test.each([
    ['a status "Refunded" that staff set without a refund', 4],
    ['a payment that was declined', 6],
  ])('behavior: %s gives the use back', async (_, status) => {
    const world = await openInstalled()
    const gate = await world.makeGate({ limits: once })
    const wallet = sampleAddress()
    const order = world.buy({ codes: codesOf(await world.unlock([gate], { wallet })) })
    await world.work()
    world.clock.now += 60
    changeOrderStatus(world.store, order, status)
    await world.work()
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 0 })
    expect((await world.unlock([gate], { wallet })).gates[0]).toMatchObject({ kind: 'open' })
  })

  test('behavior: an exclusive product without a coupon is held, and a release brings its status back', async () => {
    const world = await openInstalled()
    await world.makeGate(exclusive)
    const order = world.buy({ items: [CAP] })
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('unproved')
    expect(orderOf(world, order)).toMatchObject({ statusId: 12 })
    expect(orderOf(world, order).staffNotes).toContain('Its status was 11.')
    const row = await world.settlement(order)
    expect(row?.action).toMatchObject({ kind: 'hold', state: 'done' })
    const { ctx, storeDomain } = world
    if (!row) throw new Error('The order was not settled.')
    const seen = formatFindings(listFindings({ settlement: row.settlement, accepted: undefined }))
    await releaseOrder(ctx, {
      ...{ myshopifyDomain: storeDomain, orderId: order.id, actor: 'staff:7', reason: 'Ana asked.', seen },
    })
    await world.work()
    expect(orderOf(world, order).statusId).toBe(11)
    expect(orderOf(world, order).staffNotes).not.toContain('holds this order')
  })

  test('behavior: an exclusive product with the coupon of an unlock stays, and costs a cent less', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate(exclusive)
    const codes = codesOf(await world.unlock([gate]))
    const order = world.buy({ items: [CAP], codes })
    expect(sumDiscounts(order)).toBe(1)
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
    expect(orderOf(world, order).statusId).toBe(11)
  })

  test('behavior: a coupon that a restored backup has forgotten is no theft: its order is held, not cancelled', async () => {
    const world = await openInstalled()
    const { id: shopId, settings } = await world.loadShop()
    await world.ports.shops.set({ shopId, settings: { ...settings, onViolation: 'cancel' } })
    const [open, priced] = [await world.makeGate(exclusive), await world.makeGate({ limits: once })]
    const codes = codesOf(await world.unlock([open]))
    const others = codesOf(await world.unlock([priced]))
    await db.prisma.accessCode.deleteMany({ where: { code: { in: [...codes, ...others] } } })
    const order = world.buy({ items: [CAP], codes })
    const cheaper = world.buy({ codes: others })
    const forged = world.buy({ items: [CAP] })
    await world.work()
    const outcomeOf = async (one: { id: number }) => (await world.settlement(one))?.settlement.outcome
    expect([await outcomeOf(order), await outcomeOf(cheaper)]).toEqual(['unmatched', 'unmatched'])
    expect([orderOf(world, order).statusId, orderOf(world, cheaper).statusId]).toEqual([12, 12])
    // Without a coupon it is what it was.
    expect(await outcomeOf(forged)).toBe('unproved')
    expect(orderOf(world, forged).statusId).toBe(5)
  })

  test('refuses: another customer’s coupon, which the store itself cannot bind', async () => {
    const world = await openInstalled()
    const gate = await world.makeGate({ ...exclusive, guard: 'account' })
    const customerId = String(SHOPPER)
    const codes = codesOf(await world.unlock([gate], { customerId }))
    const other = world.buy({ items: [CAP], codes, customerId: OTHER_SHOPPER })
    await world.work()
    expect((await world.settlement(other))?.settlement.lines).toMatchObject([
      { outcome: 'unproved', reasons: [{ kind: 'bad-proof', fault: 'buyer' }] },
    ])
    expect(orderOf(world, other).statusId).toBe(12)
    const own = codesOf(await world.unlock([gate], { customerId }))
    const order = world.buy({ items: [CAP], codes: own, customerId: SHOPPER })
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
  })

  test.each([
    ['a share of the order', { price: { kind: 'orderPercentage', hundredths: 1000 } }, 1385],
    ['an amount off the order', { price: { kind: 'orderAmount', thousandths: 5000n } }, 500],
    ['free shipping', { price: null, freeShipping: true }, null],
  ] as const)(
    'behavior: a coupon for %s pays for its order, and needs a product of the gate',
    async (_, gives, off) => {
      const world = await openInstalled()
      const gate = await world.makeGate({ reaction: { ...NO_FLAGS, ...gives }, limits: once })
      const codes = codesOf(await world.unlock([gate]))
      const mug = { product: MUG.product, variant: MUG.variant }
      expect(sumDiscounts(world.buy({ items: [mug], codes: [] }))).toBe(0)
      const order = world.buy({
        items: [{ product: JACKET.product, variant: JACKET.small }, mug],
        codes,
      })
      if (off === null) expect(order.shipping).toBe(0)
      else expect(sumDiscounts(order)).toBe(off)
      await world.work()
      expect((await world.settlement(order))?.settlement.outcome).toBe('committed')
      expect(await world.uses(gate)).toMatchObject({ committed: 1 })
    },
  )

  test('behavior: the coupons of two products of one visit each pay for an order of their own', async () => {
    const world = await openStore({ db })
    await world.install()
    await world.work()
    const limits = { perWallet: 1, perToken: null, total: null }
    const jackets = await world.makeGate({ limits })
    const caps = await world.makeGate({
      limits,
      subject: { kind: 'products', ids: [MEMBERS_CAP.product] },
    })
    const visit = { visitId: 'c0'.repeat(16), wallet: sampleAddress() }
    const unlock = async (...gates: Gate[]) =>
      (await world.unlock(gates, visit)).codes.map(({ code }) => code)
    const [jacket = ''] = await unlock(jackets)
    const [cap = ''] = await unlock(caps)
    expect(await unlock(jackets, caps)).toEqual([jacket, cap])
    const first = world.buy({ codes: [jacket] })
    await world.work()
    const { product, variant } = MEMBERS_CAP
    const second = world.buy({ items: [{ product, variant }], codes: [cap] })
    await world.work()
    const outcomes = [first, second].map(async (order) => (await world.settlement(order))?.settlement.outcome)
    expect(await Promise.all(outcomes)).toEqual(['committed', 'committed'])
    expect(await world.uses(jackets)).toMatchObject({ reserved: 0, committed: 1 })
    expect(await world.uses(caps)).toMatchObject({ reserved: 0, committed: 1 })
    expect(await unlock(jackets, caps)).toEqual([])
  })

  test('behavior: a checkout that nobody has paid yet is no order', async () => {
    const world = await openInstalled()
    await world.makeGate(exclusive)
    const order = world.buy({ items: [CAP] })
    orderOf(world, order).statusId = 0
    await world.work()
    expect(await world.settlement(order)).toBeNull()
    expect(await world.ports.jobs.list({ shopId: (await world.loadShop()).id, limit: 9 })).not.toContainEqual(
      expect.objectContaining({ kind: 'order' }),
    )
    changeOrderStatus(world.store, order, 11)
    await world.work()
    expect((await world.settlement(order))?.settlement.outcome).toBe('unproved')
  })
})
