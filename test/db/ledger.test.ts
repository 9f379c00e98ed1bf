import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { LedgerVerdict } from '../../app/core/redemption/types.ts'
import type { Database } from '../../app/db/database.ts'
import { createLedgerPort } from '../../app/db/ledger.ts'
import { createReservationsPort } from '../../app/db/reservations.ts'
import type { LedgerPort } from '../../app/ports/ledger.ts'
import type { ReservationsPort } from '../../app/ports/reservations.ts'
import { engines, type RunningEngine } from './engines.ts'
import { at, sampleShopId, sampleWant } from './reservations/sampleWant.ts'
import { next } from './samples.ts'
import { setPlaces } from './setPlaces.ts'

const NONE: LedgerVerdict = { paid: [], taken: [], missing: [], displaced: [] }
type Told = { limited?: readonly number[]; released?: readonly number[] }

describe.each(engines)('ledger on $name', ({ start }) => {
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

  /** Install a shop with one visit, its grants, and a gate with one use for each wallet. */
  async function begin({ grants = ['a'] }: { grants?: readonly string[] } = {}) {
    const shopId: ShopId = sampleShopId()
    const name = (grant: string) => `${grant}${shopId}`
    const visitId = `v${next()}`
    await db.prisma.grant.createMany({
      data: grants.map((grant) => ({
        id: name(grant),
        shopId,
        visitId,
        carrier: 'c',
        cartToken: grant,
        gates: [{ gate: 82, revision: 3 }],
        epoch: '5f3a9c01',
        until: '2026112505',
        endsAt: BigInt(at + 4_500),
        state: 'open',
        openScope: name(grant),
        openedAt: BigInt(at),
      })),
    })
    const want = sampleWant({ limits: { perWallet: 1, perToken: null, total: 1 } })
    await setPlaces({ db, shopId, gate: 82, total: 1 })
    const short = (verdict: LedgerVerdict) => ({
      ...verdict,
      paid: verdict.paid.map((id) => id.replace(String(shopId), '')),
      taken: verdict.taken.map(({ grant, by }) => ({ grant: grant.replace(String(shopId), ''), by })),
      missing: verdict.missing.map(({ grant, gate }) => ({ grant: grant.replace(String(shopId), ''), gate })),
    })
    return {
      shopId,
      visitId,
      reserve: async (visit = visitId, endsAt = at + 4_500) =>
        (await reservations.reserve({ shopId, visitId: visit, at, wants: [{ ...want, endsAt }] }))[0]?.kind,
      settle: async (
        order: number,
        told: Readonly<Record<string, Told>>,
        more: { closes?: readonly string[]; orderedAt?: number; at?: number } = {},
      ) =>
        short(
          await ledger.settle({
            shopId,
            orderId: BigInt(order),
            orderedAt: more.orderedAt ?? at + order,
            at: more.at ?? at + 100,
            grants: Object.entries(told).map(([id, { limited = [], released = [] }]) => ({
              id: name(id),
              visitId,
              limited,
              released,
            })),
            closes: (more.closes ?? []).map(name),
          }),
        ),
      grant: async (id: string) => {
        const [row] = await ledger.findGrants({ shopId, ids: [name(id)] })
        return row ? `${row.state} ${row.orderId ?? '-'}` : null
      },
      rows: async () =>
        (await reservations.list({ shopId, limit: 99 })).map((row) => `${row.state} ${row.orderId ?? '-'}`),
      jobs: async () =>
        (await db.prisma.job.findMany({ where: { shopId }, orderBy: { id: 'asc' } })).map(
          ({ kind, key, version }) => `${kind} ${key} ${version}`,
        ),
      free: () => db.prisma.totalSlot.count({ where: { shopId, reservationId: null } }),
      uses: () => db.prisma.redemption.count({ where: { shopId } }),
    }
  }

  test('default', async () => {
    const shop = await begin({ grants: ['a', 'b'] })
    await shop.reserve()
    expect(await shop.settle(1, { a: { limited: [82] } }, { closes: ['b'] })).toEqual({
      ...NONE,
      paid: ['a'],
    })
    expect([await shop.grant('a'), await shop.grant('b'), await shop.rows()]).toEqual([
      'paid 1',
      'closed 1',
      ['committed 1'],
    ])
    expect(await shop.settle(1, { a: { limited: [82] } }, { closes: ['b'] })).toEqual({
      ...NONE,
      paid: ['a'],
    })
    expect(await shop.reserve()).toBe('used-up')
    const [row] = await ledger.findGrants({ shopId: shop.shopId, ids: [`a${shop.shopId}`, 'none'] })
    expect(row).toEqual({
      id: `a${shop.shopId}`,
      visitId: shop.visitId,
      carrier: 'c',
      cartToken: 'a',
      productId: null,
      variantId: null,
      gates: [{ gate: 82, revision: 3 }],
      buyer: '0',
      epoch: '5f3a9c01',
      until: '2026112505',
      endsAt: at + 4_500,
      state: 'paid',
      orderId: 1n,
      orderedAt: at + 1,
    })
    expect(await ledger.findGrants({ shopId: sampleShopId(), ids: [`a${shop.shopId}`] })).toEqual([])
    expect(await shop.jobs()).toEqual([])
  })

  test('behavior: a cancelled order gives its use back once, and its grant stays paid', async () => {
    const shop = await begin()
    await shop.reserve()
    await shop.settle(1, { a: { limited: [82] } })
    expect(await shop.settle(1, { a: { released: [82] } })).toEqual({ ...NONE, paid: ['a'] })
    expect([await shop.rows(), await shop.uses(), await shop.free(), await shop.grant('a')]).toEqual([
      ['released 1'],
      0,
      1,
      'paid 1',
    ])
    expect(await shop.reserve('v-other')).toBe('reserved')
    expect(await shop.settle(1, { a: { released: [82] } })).toEqual({ ...NONE, paid: ['a'] })
    expect(await shop.rows()).toEqual(['open -', 'released 1'])
  })

  test('behavior: an order that arrives already cancelled gives back the open use', async () => {
    const shop = await begin()
    await shop.reserve()
    await shop.settle(1, { a: { released: [82] } })
    expect([await shop.rows(), await shop.uses()]).toEqual([['released 1'], 0])
  })

  test.each([
    [1, 2],
    [2, 1],
  ])('behavior: the earlier of two orders with one grant pays: %i arrives first', async (first, second) => {
    const shop = await begin()
    await shop.reserve()
    const settle = (order: number) => shop.settle(order, { a: { limited: [82] } })
    await settle(first)
    const verdict = await settle(second)
    const [one, two] = first === 1 ? [await settle(1), verdict] : [verdict, await settle(2)]
    expect(one).toEqual({ ...NONE, paid: ['a'], displaced: first === 1 ? [] : [2n] })
    expect(two).toEqual({ ...NONE, taken: [{ grant: 'a', by: 1n }] })
    expect([await shop.grant('a'), await shop.rows()]).toEqual(['paid 1', ['committed 1']])
    expect(await shop.jobs()).toEqual(first === 1 ? [] : ['order 2 1'])
  })

  test('behavior: of two orders in the same second, the one with the lower number counts as earlier', async () => {
    const shop = await begin()
    await shop.settle(9, { a: {} }, { orderedAt: at })
    expect(await shop.settle(8, { a: {} }, { orderedAt: at })).toEqual({
      ...NONE,
      paid: ['a'],
      displaced: [9n],
    })
  })

  test.each([
    [1, 2],
    [2, 1],
  ])(
    'behavior: the earlier of two orders with a grant each gets the one reservation, %i arrives first',
    async (first, second) => {
      const shop = await begin({ grants: ['a', 'b'] })
      await shop.reserve()
      const settle = (order: number) => shop.settle(order, { [order === 1 ? 'a' : 'b']: { limited: [82] } })
      for (const order of [first, second, 2]) await settle(order)
      expect(await settle(2)).toEqual({ ...NONE, paid: ['b'], missing: [{ grant: 'b', gate: 82 }] })
      expect(await settle(1)).toEqual({ ...NONE, paid: ['a'] })
      expect([await shop.rows(), await shop.jobs()]).toEqual([
        ['committed 1'],
        first === 1 ? [] : ['order 2 1'],
      ])
      // The first order is cancelled: the second is settled again and takes the use.
      expect(await shop.settle(1, { a: { released: [82] } })).toEqual({
        ...NONE,
        paid: ['a'],
        displaced: [2n],
      })
      expect(await settle(2)).toEqual({ ...NONE, paid: ['b'] })
      expect(await shop.settle(1, { a: { released: [82] } })).toEqual({ ...NONE, paid: ['a'] })
      expect(await shop.rows()).toEqual(['committed 2', 'released 1'])
    },
  )

  test('behavior: a second unlock after an order takes a use of its own', async () => {
    const shop = await begin({ grants: ['a', 'b'] })
    await setPlaces({ db, shopId: shop.shopId, gate: 82, total: 2 })
    const want = sampleWant({ limits: { perWallet: 2, perToken: null, total: 2 } })
    const reserve = () =>
      reservations.reserve({ shopId: shop.shopId, visitId: shop.visitId, at, wants: [want] })
    await reserve()
    await shop.settle(1, { a: { limited: [82] } })
    await reserve()
    expect(await shop.settle(2, { b: { limited: [82] } })).toEqual({ ...NONE, paid: ['b'] })
    expect(await shop.rows()).toEqual(['committed 2', 'committed 1'])
  })

  test('behavior: an order that arrives a day late gets its use only if nobody else took it', async () => {
    const shop = await begin({ grants: ['a', 'b'] })
    await shop.reserve(undefined, at + 10)
    await reservations.sweep({ at: at + 10 })
    expect(await shop.settle(1, { a: { limited: [82] } }, { at: at + 86_400 })).toEqual({
      ...NONE,
      paid: ['a'],
    })
    expect([await shop.rows(), await shop.uses(), await shop.free()]).toEqual([
      ['committed 1', 'released -'],
      1,
      0,
    ])

    const other = await begin()
    await other.reserve(undefined, at + 10)
    await reservations.sweep({ at: at + 10 })
    await other.reserve('v-other')
    expect(await other.settle(1, { a: { limited: [82] } })).toEqual({
      ...NONE,
      paid: ['a'],
      missing: [{ grant: 'a', gate: 82 }],
    })
    expect(await other.rows()).toEqual(['open -', 'released -'])
  })

  test('behavior: an order never takes a use that staff released before the order arrived', async () => {
    const shop = await begin()
    await shop.reserve()
    const [row] = await reservations.list({ shopId: shop.shopId, limit: 1 })
    const byHand = { shopId: shop.shopId, actor: 'staff:7', reason: 'A mistake.', at }
    await reservations.release({ ...byHand, reservationId: row?.id ?? 0n })
    expect(await shop.settle(1, { a: { limited: [82] } })).toEqual({
      ...NONE,
      paid: ['a'],
      missing: [{ grant: 'a', gate: 82 }],
    })
    expect(await shop.rows()).toEqual(['lapsed -'])
  })

  test('behavior: a use that staff give back after the order stays given back', async () => {
    const shop = await begin()
    await shop.reserve()
    await shop.settle(1, { a: { limited: [82] } })
    const [row] = await reservations.list({ shopId: shop.shopId, limit: 1 })
    await reservations.release({
      shopId: shop.shopId,
      actor: 'staff:7',
      reason: 'Kindness.',
      at: at + 9_000,
      reservationId: row?.id ?? 0n,
    })
    expect(await shop.settle(1, { a: { limited: [82] } })).toEqual({ ...NONE, paid: ['a'] })
    expect([await shop.rows(), await shop.uses()]).toEqual([['lapsed 1'], 0])
  })

  test('behavior: a use that a refund gave back is taken again when its line returns, unless another order has it', async () => {
    const shop = await begin()
    await shop.reserve()
    const settle = (told: Told) => shop.settle(1, { a: told })
    await settle({ limited: [82] })
    await settle({ released: [82] })
    expect(await settle({ limited: [82] })).toEqual({ ...NONE, paid: ['a'] })
    expect([await shop.rows(), await shop.uses(), await shop.free()]).toEqual([
      ['committed 1', 'released 1'],
      1,
      0,
    ])
    expect(await shop.reserve('v-other')).toBe('used-up')
    await settle({ released: [82] })
    expect(await shop.reserve('v-other')).toBe('reserved')
    for (let i = 0; i < 2; i++) {
      expect(await settle({ limited: [82] })).toEqual({
        ...NONE,
        paid: ['a'],
        missing: [{ grant: 'a', gate: 82 }],
      })
    }
    expect([await shop.uses(), await shop.free()]).toEqual([1, 0])
  })

  test('behavior: a grant that an earlier order takes reopens the use while its proof is valid, and releases it afterwards', async () => {
    for (const [when, state, uses] of [
      [at + 100, 'open -', 1],
      [at + 4_500, 'released -', 0],
    ] as const) {
      const shop = await begin()
      await shop.reserve()
      await shop.settle(2, { a: { limited: [82] } })
      await shop.settle(1, { a: {} })
      await shop.settle(2, { a: { limited: [82] } }, { at: when })
      expect([await shop.rows(), await shop.uses()]).toEqual([[state], uses])
    }
  })

  test('behavior: a use that an order lost is released if its visit has opened another one since', async () => {
    const shop = await begin()
    const { shopId, visitId } = shop
    const want = sampleWant({ limits: { perWallet: 2, perToken: null, total: null } })
    const reserve = () => reservations.reserve({ shopId, visitId, at, wants: [want] })
    await reserve()
    await shop.settle(2, { a: { limited: [82] } })
    await reserve()
    await shop.settle(1, { a: {} })
    expect(await shop.settle(2, { a: { limited: [82] } })).toMatchObject({
      taken: [{ grant: 'a', by: 1n }],
    })
    expect([await shop.rows(), await shop.uses()]).toEqual([['open -', 'released -'], 1])
  })

  test('behavior: an earlier order that carried a grant prevents a later order from paying with it', async () => {
    const shop = await begin({ grants: ['a', 'b'] })
    await shop.settle(2, { b: {} })
    expect(await shop.settle(1, { a: {} }, { closes: ['b'] })).toEqual({
      ...NONE,
      paid: ['a'],
      displaced: [2n],
    })
    expect(await shop.settle(2, { b: {} })).toEqual({ ...NONE, taken: [{ grant: 'b', by: 1n }] })
  })

  test('behavior: grants that are unknown or belong to another shop are ignored', async () => {
    const shop = await begin()
    const stranger = await begin()
    expect(
      await ledger.settle({
        shopId: shop.shopId,
        orderId: 5n,
        orderedAt: at,
        at,
        grants: [{ id: `a${stranger.shopId}`, visitId: stranger.visitId, limited: [82], released: [] }],
        closes: ['none'],
      }),
    ).toEqual(NONE)
    expect(await stranger.grant('a')).toBe('open -')
  })

  test('behavior: parallel orders, unlocks, sweeps and staff actions leave each use with one owner', async () => {
    const shop = await begin({ grants: ['a', 'b', 'c'] })
    await setPlaces({ db, shopId: shop.shopId, gate: 82, total: 3 })
    const { shopId } = shop
    const want = sampleWant({ limits: { perWallet: 3, perToken: null, total: 3 }, endsAt: at + 10 })
    const grants = ['a', 'b', 'c'] as const
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const grant = grants[i % 3] ?? 'a'
        if (i % 5 === 0) await reservations.sweep({ at: at + 10 })
        else if (i % 5 === 1) await shop.settle((i % 4) + 1, { [grant]: { limited: [82] } })
        else if (i % 5 === 2) await shop.settle((i % 4) + 1, { [grant]: { released: [82] } })
        else
          await reservations.reserve({ shopId, visitId: i % 2 ? shop.visitId : `v${i}`, at, wants: [want] })
      }),
    )
    const rows = await reservations.list({ shopId, limit: 999 })
    const living = rows.filter(({ state }) => state === 'open' || state === 'committed')
    const uses = await db.prisma.redemption.findMany({ where: { shopId } })
    const places = await db.prisma.totalSlot.findMany({ where: { shopId } })
    expect(uses.map(({ reservationId }) => reservationId).sort()).toEqual(living.map(({ id }) => id).sort())
    expect(places.flatMap(({ reservationId }) => reservationId ?? []).sort()).toEqual(
      living.map(({ id }) => id).sort(),
    )
    expect(places).toHaveLength(3)
  })
})
