import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { ReservationWant } from '../../../app/core/redemption/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createLedgerPort } from '../../../app/db/ledger.ts'
import { createReservationsPort } from '../../../app/db/reservations.ts'
import type { LedgerPort } from '../../../app/ports/ledger.ts'
import type { ReservationsPort } from '../../../app/ports/reservations.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from '../orders/openWorld.ts'
import { gateNumber, next } from '../samples.ts'
import { setPlaces } from '../setPlaces.ts'
import { at, sampleLimits, sampleShopId, sampleWant } from './sampleWant.ts'

describe.each(engines)('findStandingUses on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let reservations: ReservationsPort
  let ledger: LedgerPort
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    reservations = createReservationsPort({ db })
    ledger = createLedgerPort({ db })
  })
  afterAll(() => engine.close())

  function begin(shopId: ShopId = sampleShopId()) {
    /** Reserve a use that a cart holds until `until`. */
    const hold = async (want: ReservationWant, until: number, visitId = `v${next()}`) => {
      const wants = [{ ...want, endsAt: at + until }]
      const [answer] = await reservations.reserve({ shopId, visitId, at, wants })
      expect(answer?.kind).toBe('reserved')
      return visitId
    }
    /** Settle an order of `seconds` ago on the use that a visit holds. */
    const order = async (visitId: string, seconds: number, { isSettled = true } = {}) => {
      const [id, orderId, orderedAt] = [`g${next()}`, BigInt(next()), at - seconds]
      await db.prisma.grant.create({
        data: {
          id,
          shopId,
          visitId,
          carrier: 'c',
          gates: [{ gate: 82, revision: 3 }],
          until: '2026112505',
          endsAt: BigInt(at + 4_500),
          state: 'open',
          openedAt: BigInt(at),
        },
      })
      const grants = [{ id, visitId, limited: [82], released: [] }]
      const verdict = await ledger.settle({ shopId, orderId, orderedAt, at, grants, closes: [] })
      expect(verdict).toMatchObject({ paid: [id], missing: [] })
      if (!isSettled) return
      await db.prisma.settlement.create({
        data: {
          shopId,
          orderId,
          name: `#${orderId}`,
          orderedAt: BigInt(orderedAt),
          outcome: 'committed',
          detail: {},
          settledAt: BigInt(at),
          updatedAt: BigInt(at),
        },
      })
    }
    /** What a refused visit gets, as seconds from now. */
    const told = async (want: ReservationWant, { now = at, visitId = `v${next()}` } = {}) => {
      const [answer] = await reservations.reserve({ shopId, visitId, at: now, wants: [want] })
      if (answer?.kind !== 'used-up') throw new Error('It was not refused.')
      const refused = [{ want, limit: answer.limit }]
      const [found] = await reservations.findStandingUses({ shopId, visitId, refused, at: now })
      const seconds = (instant: number | null | undefined) => (instant == null ? null : instant - at)
      return { limit: answer.limit, used: seconds(found?.usedAt), held: seconds(found?.heldUntil) }
    }
    const setTotal = (total: number) => setPlaces({ db, shopId, gate: 82, total })
    return { shopId, hold, order, told, setTotal }
  }
  const wallet = (...wallets: string[]) => sampleWant({ limits: sampleLimits({ perWallet: 1 }), wallets })
  const token = (...tokens: string[]) => sampleWant({ limits: sampleLimits({ perToken: 1 }), tokens })
  const total = (count: number) =>
    sampleWant({ limits: sampleLimits({ total: count }), wallets: [`w${next()}`] })

  test('default: it returns the limit, when an order used it, and until when a cart holds it', async () => {
    const { hold, order, told } = begin()
    await order(await hold(wallet('0xaa'), 60), 500)
    expect(await told(wallet('0xaa'))).toEqual({ limit: 'wallet', used: -500, held: null })
    await hold(wallet('0xbb'), 60)
    expect(await told(wallet('0xbb'))).toEqual({ limit: 'wallet', used: null, held: 60 })
    await order(await hold(token('t1'), 60), 400)
    expect(await told(token('t1'))).toEqual({ limit: 'token', used: -400, held: null })
    await hold(token('t2'), 70)
    expect(await told(token('t2'))).toEqual({ limit: 'token', used: null, held: 70 })
  })

  test('behavior: the time is the order’s own, as settling stores it', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: sampleLimits({ perToken: 1 }) })
    const tokens = ['ethereum:0xc0:7']
    const { proofs } = await world.unlock({ gates: [gate], tokens })
    const want = sampleWant({ gate: gate.number, limits: gate.limits, tokens })
    const ask = async () => {
      const refused = [{ want, limit: 'token' }] as const
      const [uses] = await reservations.findStandingUses({
        shopId: gate.shopId,
        visitId: 'other',
        refused,
        at: world.now,
      })
      return uses
    }
    expect(await ask()).toMatchObject({ usedAt: null, heldUntil: expect.any(Number) })
    world.shopify.place({ id: 1, proof: proofs.c, createdAt: ORDERED + 77 })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('committed')
    expect(await ask()).toEqual({ gate: gate.number, usedAt: ORDERED + 77, heldUntil: null })
  })

  test('behavior: of several tokens it returns the first that comes free and the latest order', async () => {
    const { hold, order, told } = begin()
    await order(await hold(token('t1'), 60), 500)
    await order(await hold(token('t2'), 60), 300)
    expect(await told(token('t1', 't2'))).toEqual({ limit: 'token', used: -300, held: null })
    await hold(token('t3'), 90)
    await hold(token('t4'), 80)
    expect(await told(token('t1', 't3', 't4'))).toEqual({ limit: 'token', used: -500, held: 80 })
  })

  test('behavior: a sum over wallets waits for the last wallet without a use left', async () => {
    const { hold, order, told } = begin()
    await hold(wallet('0xaa'), 60)
    await hold(wallet('0xbb'), 90)
    expect(await told(wallet('0xaa', '0xbb', '0xcc'))).toEqual({ limit: 'wallet', used: null, held: 90 })
    await order(await hold(wallet('0xcc'), 60), 500)
    expect(await told(wallet('0xaa', '0xbb', '0xcc'))).toEqual({ limit: 'wallet', used: -500, held: null })
  })

  test('behavior: a wallet with a use left is not returned', async () => {
    const { hold, order, told } = begin()
    const two = (...wallets: string[]) => sampleWant({ limits: sampleLimits({ perWallet: 2 }), wallets })
    await order(await hold(two('0xaa'), 60), 500)
    await order(await hold(two('0xaa'), 60), 700)
    await order(await hold(two('0xbb'), 60), 100)
    expect(await told(two('0xaa', '0xbb'))).toEqual({ limit: 'wallet', used: -500, held: null })
    await hold(two('0xcc'), 90)
    await hold(two('0xcc'), 80)
    await hold(two('0xdd'), 95)
    expect(await told(two('0xcc', '0xdd'))).toEqual({ limit: 'wallet', used: null, held: 80 })
  })

  test('behavior: a use that the visit itself holds does not count, a use that it ordered does', async () => {
    const { hold, order, told } = begin()
    const visitId = await hold(wallet('0xaa'), 90)
    await hold(wallet('0xbb'), 60)
    expect(await told(wallet('0xaa', '0xbb'), { visitId })).toMatchObject({ held: 60 })
    expect(await told(wallet('0xaa', '0xbb'))).toMatchObject({ held: 90 })
    await order(visitId, 500)
    expect(await told(wallet('0xaa'), { visitId })).toEqual({ limit: 'wallet', used: -500, held: null })
  })

  test('behavior: a total returns when the first place comes free, and no order', async () => {
    const { setTotal, hold, order, told } = begin()
    await setTotal(3)
    await order(await hold(total(3), 50), 500)
    await hold(total(3), 90)
    await hold(total(3), 60)
    expect(await told(total(3))).toEqual({ limit: 'total', used: null, held: 60 })
    const sold = begin()
    await sold.setTotal(1)
    await sold.order(await sold.hold(total(1), 60), 500)
    expect(await sold.told(total(1))).toEqual({ limit: 'total', used: null, held: null })
  })

  test('behavior: after a limit was lowered, more uses must end first', async () => {
    const { setTotal, hold, order, told } = begin()
    const two = sampleWant({ limits: sampleLimits({ perWallet: 2 }) })
    await order(await hold(two, 50), 500)
    await hold(two, 60)
    expect(await told(two)).toMatchObject({ held: 60 })
    expect(await told(wallet('0xaa'))).toEqual({ limit: 'wallet', used: -500, held: null })
    await setTotal(3)
    for (const until of [70, 90, 80]) await hold(total(3), until)
    await setTotal(2)
    expect(await told(total(2))).toMatchObject({ held: 80 })
    await setTotal(1)
    expect(await told(total(1))).toMatchObject({ held: 90 })
  })

  test('behavior: a reservation past its end is not returned as held, even before the sweep', async () => {
    const { setTotal, hold, told } = begin()
    await hold(wallet('0xaa'), 60)
    await hold(token('t1'), 60)
    expect(await told(wallet('0xaa'), { now: at + 59 })).toMatchObject({ held: 60 })
    for (const want of [wallet('0xaa'), token('t1')])
      expect(await told(want, { now: at + 60 })).toMatchObject({ used: null, held: null })
    await setTotal(2)
    await hold(total(2), 60)
    await hold(total(2), 90)
    expect(await told(total(2), { now: at + 60 })).toMatchObject({ held: 90 })
    expect(await told(total(2), { now: at + 90 })).toMatchObject({ held: null })
  })

  test('behavior: an order that is not settled yet, and a use that staff recorded, have no time', async () => {
    const { shopId, hold, order, told } = begin()
    await order(await hold(wallet('0xaa'), 60), 500, { isSettled: false })
    expect(await told(wallet('0xaa'))).toEqual({ limit: 'wallet', used: null, held: null })
    const unit = { kind: 'wallet', key: '0xbb' } as const
    const byHand = { actor: 'staff:1', reason: 'Told by telephone.', at }
    await reservations.update({ shopId, gate: 82, unit, change: 'add', ...byHand })
    expect(await told(wallet('0xbb'))).toEqual({ limit: 'wallet', used: null, held: null })
  })

  test('behavior: nothing of another shop, gate, wallet or token is returned', async () => {
    const [mine, other] = [begin(), begin()]
    await mine.hold(wallet('0xaa'), 60)
    await other.order(await other.hold(wallet('0xaa'), 50), 100)
    await mine.order(await mine.hold(wallet('0xbb'), 40), 200)
    await mine.order(await mine.hold(token('t1'), 30), 300)
    const elsewhere = { ...wallet('0xaa'), gate: gateNumber(83) }
    await mine.hold(elsewhere, 80)
    await mine.hold(token('0xaa'), 85)
    expect(await mine.told(wallet('0xaa'))).toEqual({ limit: 'wallet', used: null, held: 60 })
    await mine.setTotal(1)
    await other.setTotal(1)
    await other.hold(total(1), 20)
    await mine.hold(total(1), 70)
    expect(await mine.told(total(1))).toEqual({ limit: 'total', used: null, held: 70 })
    // An order with the same number in another shop.
    const ours = await db.prisma.settlement.findMany({ where: { shopId: mine.shopId } })
    const theirs = ours.map((row) => ({ ...row, shopId: other.shopId, orderedAt: BigInt(at) }))
    await db.prisma.settlement.createMany({ data: theirs as never })
    expect(await mine.told(wallet('0xbb'))).toMatchObject({ used: -200 })
  })

  test('behavior: several gates are answered in the requested order; an empty request costs no statement', async () => {
    const { shopId, hold, order, setTotal } = begin()
    await order(await hold(wallet('0xaa'), 60), 500)
    const other = { ...token('t1'), gate: gateNumber(83) }
    await hold(other, 70)
    await setTotal(1)
    const refused = [
      { want: other, limit: 'token' },
      { want: wallet('0xaa'), limit: 'wallet' },
      { want: { ...wallet(), gate: gateNumber(84) }, limit: 'wallet' },
    ] as const
    expect(await reservations.findStandingUses({ shopId, visitId: 'v', refused, at })).toEqual([
      { gate: 83, usedAt: null, heldUntil: at + 70 },
      { gate: 82, usedAt: at - 500, heldUntil: null },
      { gate: 84, usedAt: null, heldUntil: null },
    ])
    expect(await reservations.findStandingUses({ shopId, visitId: 'v', refused: [], at })).toEqual([])
  })
})
