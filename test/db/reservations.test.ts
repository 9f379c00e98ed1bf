import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { ReservationWant } from '../../app/core/redemption/types.ts'
import { createAuditPort } from '../../app/db/audit.ts'
import type { Database } from '../../app/db/database.ts'
import { createReservationsPort } from '../../app/db/reservations.ts'
import type { ReservationsPort } from '../../app/ports/reservations.ts'
import { engines, type RunningEngine } from './engines.ts'
import { at, sampleLimits, sampleShopId, sampleWant } from './reservations/sampleWant.ts'
import { gateNumber, next } from './samples.ts'
import { setPlaces } from './setPlaces.ts'

describe.each(engines)('reservations on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let reservations: ReservationsPort
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    reservations = createReservationsPort({ db })
  })
  afterAll(() => engine.close())

  const reserve = (shopId: ShopId, visitId: string, ...wants: readonly ReservationWant[]) =>
    reservations.reserve({ shopId, visitId, wants, at })
  const kinds = async (shopId: ShopId, visitId: string, ...wants: readonly ReservationWant[]) =>
    (await reserve(shopId, visitId, ...wants)).map((answer) => {
      if (answer.kind === 'place-taken') return `${answer.by}-place until ${answer.heldUntil - at}`
      if (answer.kind === 'used-up') return answer.limit
      return answer.kind === 'gone' ? 'gone' : answer.units.map(({ key, slot }) => `${key} ${slot}`).join(',')
    })
  const uses = (shopId: ShopId) => db.prisma.redemption.count({ where: { shopId } })
  const byHand = { actor: 'staff:7', reason: 'The parcel was lost.', at: at + 50 }

  test('default', async () => {
    const shopId = sampleShopId()
    const want = sampleWant({
      limits: sampleLimits({ perWallet: 1, perToken: 1, total: 2 }),
      wallets: ['0xaa', '0xbb'],
      tokens: ['t1', 't2'],
    })
    await setPlaces({ db, shopId, gate: want.gate, total: 2 })
    const [answer] = await reserve(shopId, 'v1', want)
    expect(answer).toEqual({
      gate: 82,
      kind: 'reserved',
      reservationId: expect.any(BigInt),
      units: [
        { kind: 'wallet', key: '0xaa', slot: 1 },
        { kind: 'wallet', key: '0xbb', slot: 1 },
        { kind: 'total', key: '', slot: expect.any(Number) },
        { kind: 'token', key: 't1', slot: 1 },
      ],
    })
    const [row] = await reservations.list({ shopId, limit: 10 })
    expect(row).toMatchObject({
      gate: 82,
      revision: 3,
      visitId: 'v1',
      state: 'open',
      endsAt: at + 4_500,
      orderId: null,
    })
    expect(await reservations.counts({ shopId, gates: [7, 82] })).toEqual([
      { gate: 7, reserved: 0, committed: 0, total: null },
      { gate: 82, reserved: 1, committed: 0, total: 2 },
    ])
    expect(await uses(shopId)).toBe(3)
  })

  test('behavior: a repeated reservation keeps its use, moves its end only later, and counts once', async () => {
    const shopId = sampleShopId()
    const want = sampleWant({ perWallet: 1 })
    const [first] = await reserve(shopId, 'v1', want)
    expect(
      await reserve(
        shopId,
        'v1',
        { ...want, endsAt: at + 9_000, revision: 4 },
        { ...want, gate: gateNumber(83), limits: sampleLimits({ perWallet: 1 }) },
      ),
    ).toEqual([first, expect.objectContaining({ gate: 83, kind: 'reserved' })])
    await reserve(shopId, 'v1', want)
    expect(await reservations.list({ shopId, gate: 82, limit: 10 })).toMatchObject([
      { endsAt: at + 9_000, revision: 4 },
    ])
    expect(await kinds(shopId, 'v2', want)).toEqual(['wallet'])
    expect(await uses(shopId)).toBe(2)
  })

  test('behavior: a repeated reservation adds what it lacks: another wallet, a new limit', async () => {
    const shopId = sampleShopId()
    await reserve(shopId, 'v1', sampleWant({ limits: sampleLimits({ perWallet: 1 }) }))
    const wider = sampleWant({
      limits: sampleLimits({ perWallet: 1, perToken: 1 }),
      wallets: ['0xaa', '0xbb'],
      tokens: ['t1'],
    })
    expect(await kinds(shopId, 'v1', wider)).toEqual(['0xaa 1,0xbb 1,t1 1'])
    expect(await kinds(shopId, 'v1', wider)).toEqual(['0xaa 1,0xbb 1,t1 1'])
    expect(
      await kinds(shopId, 'v2', sampleWant({ limits: sampleLimits({ perWallet: 1 }), wallets: ['0xbb'] })),
    ).toEqual(['wallet'])
  })

  test('behavior: a gate gets all of its units or none, independently of other gates', async () => {
    const shopId = sampleShopId()
    await setPlaces({ db, shopId, gate: 84, total: 1 })
    await reserve(shopId, 'v1', sampleWant({ limits: sampleLimits({ perWallet: 1 }), wallets: ['0xbb'] }))
    const wants = [
      sampleWant({ gate: gateNumber(85), limits: sampleLimits({ perToken: 1 }), tokens: [] }),
      sampleWant({ gate: gateNumber(84), limits: sampleLimits({ perWallet: 1, total: 1 }) }),
      sampleWant({ limits: sampleLimits({ perWallet: 1 }), wallets: ['0xaa', '0xbb'] }),
      sampleWant({ gate: gateNumber(86), limits: sampleLimits({ perWallet: 1 }), wallets: [] }),
      sampleWant({ gate: gateNumber(87), limits: sampleLimits({ total: 5 }) }),
    ]
    expect(await kinds(shopId, 'v2', ...wants)).toEqual(['token', '0xaa 1, 1', 'wallet', 'wallet', 'total'])
    expect(await kinds(shopId, 'v3', sampleWant({ limits: sampleLimits({ perWallet: 1 }) }))).toEqual([
      '0xaa 1',
    ])
    expect(
      await kinds(
        shopId,
        'v3',
        sampleWant({
          gate: gateNumber(84),
          limits: sampleLimits({ perWallet: 1, total: 1 }),
          wallets: ['0xcc'],
        }),
      ),
    ).toEqual(['total'])
    expect(await uses(shopId)).toBe(3)
  })

  test('behavior: the server takes the first token with room, as often as the gate allows', async () => {
    const shopId = sampleShopId()
    const want = sampleWant({ limits: sampleLimits({ perToken: 2 }), tokens: ['t2', 't1'] })
    const taken: string[] = []
    for (const visit of ['v1', 'v2', 'v3', 'v4', 'v5']) taken.push(...(await kinds(shopId, visit, want)))
    expect(taken).toEqual(['t2 1', 't2 2', 't1 1', 't1 2', 'token'])
  })

  test('behavior: a token that is no longer held is released, and a token that is held takes its place', async () => {
    const shopId = sampleShopId()
    const want = (...tokens: readonly string[]) =>
      sampleWant({ limits: sampleLimits({ perWallet: 1, perToken: 1 }), tokens })
    const other = { ...want('t1'), wallets: ['0xbb'] }
    expect(await kinds(shopId, 'v1', want('t1', 't2'))).toEqual(['0xaa 1,t1 1'])
    expect(await kinds(shopId, 'v1', want('t2', 't1'))).toEqual(['0xaa 1,t1 1'])
    expect(await kinds(shopId, 'v1', want())).toEqual(['0xaa 1,t1 1'])
    expect(await kinds(shopId, 'v1', want('t3', 't2'))).toEqual(['0xaa 1,t3 1'])
    expect(await kinds(shopId, 'v2', other)).toEqual(['0xbb 1,t1 1'])
    // Its token was sold, and the one it holds now is used up.
    expect(await kinds(shopId, 'v1', want('t1'))).toEqual(['token'])
    expect(await kinds(shopId, 'v3', { ...want('t3'), wallets: ['0xcc'] })).toEqual(['token'])
    expect(await uses(shopId)).toBe(4)
  })

  test('behavior: a lowered limit counts uses above it', async () => {
    const shopId = sampleShopId()
    const three = sampleWant({ perWallet: 3, limits: sampleLimits({ perWallet: 3 }) })
    for (const visit of ['v1', 'v2', 'v3']) await reserve(shopId, visit, three)
    const [, , first] = await reservations.list({ shopId, limit: 3 })
    await reservations.release({
      shopId,
      reservationId: first?.id ?? 0n,
      actor: 'staff:1',
      reason: 'Asked for.',
      at,
    })
    const two = sampleWant({ limits: sampleLimits({ perWallet: 2 }) })
    expect(await kinds(shopId, 'v4', two)).toEqual(['wallet'])
    expect(await kinds(shopId, 'v4', three)).toEqual(['0xaa 1'])
  })

  test('behavior: at a limit of one, 50 parallel visits get one use, whichever the limit; 50 calls of one visit share it', async () => {
    const all = [sampleLimits({ perWallet: 1 }), sampleLimits({ perToken: 1 }), sampleLimits({ total: 1 })]
    for (const one of all) {
      const shopId = sampleShopId()
      await setPlaces({ db, shopId, gate: 82, total: one.total })
      const want = sampleWant({ limits: one, tokens: ['t1'] })
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, visit) => reserve(shopId, `v${visit}`, want)),
      )
      expect(answers.flat().filter(({ kind }) => kind === 'reserved')).toHaveLength(1)
      const winner = (await reservations.list({ shopId, limit: 9 }))[0]
      const shared = await Promise.all(
        Array.from({ length: 50 }, () => reserve(shopId, winner?.visitId ?? '', want)),
      )
      expect(
        new Set(shared.flat().map((answer) => answer.kind === 'reserved' && answer.reservationId)),
      ).toEqual(new Set([winner?.id]))
    }
  })

  test('behavior: exactly as many visits as places get one, across several gates in any order', async () => {
    const shopId = sampleShopId()
    for (const gate of [1, 2, 3]) await setPlaces({ db, shopId, gate, total: 20 })
    const turned = (by: number) => {
      const wants = [1, 2, 3].map((gate) =>
        sampleWant({
          gate: gateNumber(gate),
          limits: sampleLimits({ perWallet: 1, total: 20 }),
          wallets: [`w${by}`],
        }),
      )
      return [...wants.slice(by % 3), ...wants.slice(0, by % 3)]
    }
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, visit) => reserve(shopId, `v${visit}`, ...turned(visit))),
    )
    for (const gate of [1, 2, 3]) {
      const of = answers.flat().filter((answer) => answer.gate === gate)
      expect(of.filter(({ kind }) => kind === 'reserved')).toHaveLength(20)
      expect(of.filter((answer) => answer.kind === 'used-up' && answer.limit === 'total')).toHaveLength(30)
    }
    expect(await db.prisma.totalSlot.count({ where: { shopId, reservationId: null } })).toBe(0)
    expect(await uses(shopId)).toBe(60)
  })

  test('behavior: a renewal moves open reservations and lists only those', async () => {
    const shopId = sampleShopId()
    await reserve(shopId, 'v1', sampleWant({ limits: sampleLimits({ perWallet: 1 }) }))
    const renew = (visitId: string, endsAt: number) =>
      reservations.renew({ shopId, visitId, gates: [83, 82], endsAt, at })
    expect(await renew('v1', at + 9_000)).toEqual([82])
    expect(await renew('v1', at + 1)).toEqual([82])
    expect(await renew('v2', at + 9_000)).toEqual([])
    expect(
      await reservations.renew({ shopId: sampleShopId(), visitId: 'v1', gates: [82], endsAt: at, at }),
    ).toEqual([])
    expect(await reservations.list({ shopId, limit: 9 })).toMatchObject([{ endsAt: at + 9_000 }])
  })

  test('behavior: the sweep releases exactly the ended reservations, even with several sweeps at once', async () => {
    const shopId = sampleShopId()
    await setPlaces({ db, shopId, gate: 82, total: 60 })
    const want = (visit: string, endsAt: number) =>
      sampleWant({ limits: sampleLimits({ perWallet: 1, total: 60 }), wallets: [visit], endsAt })
    await Promise.all(Array.from({ length: 50 }, (_, i) => reserve(shopId, `v${i}`, want(`v${i}`, at + 100))))
    await reserve(shopId, 'late', want('late', at + 101))
    expect(await reservations.sweep({ at: at + 99 })).toBe(0)
    const swept = await Promise.all([1, 2, 3].map(() => reservations.sweep({ at: at + 100 })))
    expect(swept.reduce((a, b) => a + b)).toBe(50)
    expect(await reservations.counts({ shopId, gates: [82] })).toEqual([
      { gate: 82, reserved: 1, committed: 0, total: 60 },
    ])
    expect(await uses(shopId)).toBe(1)
    expect(await db.prisma.totalSlot.count({ where: { shopId, reservationId: null } })).toBe(59)
    await reservations.sweep({ at: at + 100 + 61 * 86_400 })
    expect(await reservations.list({ shopId, limit: 99 })).toHaveLength(1)
  })

  test('behavior: one sweep releases many reservations that ended together', async () => {
    const shopId = sampleShopId()
    const want = (i: number) =>
      sampleWant({ limits: sampleLimits({ perWallet: 1 }), wallets: [`w${i}`], endsAt: at + 100 })
    for (let i = 0; i < 450; i += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, k) => reserve(shopId, `v${i + k}`, want(i + k))))
    }
    expect(await uses(shopId)).toBe(450)
    expect(await reservations.sweep({ at: at + 100 })).toBeGreaterThanOrEqual(450)
    expect(await uses(shopId)).toBe(0)
  })

  test('behavior: a total can be raised and lowered while places are taken', async () => {
    const shopId = sampleShopId()
    const want = (visit: string) => sampleWant({ limits: sampleLimits({ total: 1 }), wallets: [visit] })
    const take = async (visit: string) => (await kinds(shopId, visit, want(visit)))[0]
    const set = (total: number | null) => setPlaces({ db, shopId, gate: 82, total })
    const release = async (visitId: string) => {
      const row = (await reservations.list({ shopId, limit: 99 })).find((one) => one.visitId === visitId)
      await reservations.release({
        shopId,
        reservationId: row?.id ?? 0n,
        actor: 'staff:1',
        reason: 'Asked for.',
        at,
      })
    }
    await set(3)
    for (const visit of ['v1', 'v2', 'v3']) await take(visit)
    await set(1)
    expect(await reservations.counts({ shopId, gates: [82] })).toMatchObject([{ reserved: 3, total: 1 }])
    await release('v3')
    await release('v1')
    expect(await take('v4')).toBe('total')
    await release('v2')
    expect(await take('v4')).toMatch(/^ \d$/)
    expect(await take('v5')).toBe('total')
    await set(2)
    expect(await take('v5')).toMatch(/^ \d$/)
    expect(await take('v6')).toBe('total')
    await set(null)
    expect(await take('v6')).toBe('total')
    await release('v4')
    await release('v5')
    expect(await db.prisma.totalSlot.count({ where: { shopId } })).toBe(0)
  })

  test('behavior: a total can change while places are taken and given back in parallel', async () => {
    const shopId = sampleShopId()
    const take = (visit: string) =>
      reserve(
        shopId,
        visit,
        sampleWant({ limits: sampleLimits({ total: 1 }), wallets: [visit], endsAt: at + 1 }),
      )
    await setPlaces({ db, shopId, gate: 82, total: 12 })
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        if (i % 6 === 0) await setPlaces({ db, shopId, gate: 82, total: 5 + ((i / 6) % 3) * 4 })
        else if (i % 6 === 1) await reservations.sweep({ at: at + 1 })
        else await take(`v${i}`)
      }),
    )
    await setPlaces({ db, shopId, gate: 82, total: 9 })
    await Promise.all(Array.from({ length: 30 }, (_, i) => take(`w${i}`)))
    const [counts] = await reservations.counts({ shopId, gates: [82] })
    expect(counts?.total).toBe(9)
    expect(counts?.reserved).toBeGreaterThanOrEqual(9)
    for (let left = 1; left > 0; ) left = await reservations.sweep({ at: at + 1 })
    await Promise.all(Array.from({ length: 30 }, (_, i) => take(`x${i}`)))
    expect(await reservations.counts({ shopId, gates: [82] })).toEqual([
      { gate: 82, reserved: 9, committed: 0, total: 9 },
    ])
  })

  describe('a gate with a total', () => {
    const total = sampleLimits({ total: 9 })
    const begin = async () => {
      const shopId = sampleShopId()
      await setPlaces({ db, shopId, gate: 82, total: 9 })
      const take = (visit: string, wallets: readonly string[], tokens: readonly string[] = [], over = {}) =>
        kinds(shopId, visit, sampleWant({ limits: total, wallets, tokens, ...over })).then(([one]) => one)
      const places = async () =>
        (await db.prisma.openPlace.findMany({ where: { shopId } })).map(({ key }) => key).sort()
      const free = () => db.prisma.totalSlot.count({ where: { shopId, reservationId: null } })
      return { shopId, take, places, free }
    }
    const PLACE = expect.stringMatching(/^ \d$/)

    test('refuses: a second open place of a wallet across any number of visits, until the first is given back', async () => {
      const { shopId, take, places, free } = await begin()
      expect(await take('v1', ['0xaa'])).toEqual(PLACE)
      expect(await take('v2', ['0xaa'])).toBe('wallet-place until 4500')
      expect(await take('v3', ['0xbb', '0xaa'])).toBe('wallet-place until 4500')
      expect([await places(), await free()]).toEqual([['0xaa'], 8])
      // The visit itself keeps its place, also with one more wallet.
      expect(await take('v1', ['0xaa', '0xbb'])).toEqual(PLACE)
      expect(await take('v2', ['0xbb'])).toBe('wallet-place until 4500')
      const [row] = await reservations.list({ shopId, limit: 1 })
      await reservations.release({ shopId, reservationId: row?.id ?? 0n, ...byHand })
      expect(await places()).toEqual([])
      expect(await take('v2', ['0xaa'])).toEqual(PLACE)
    })

    test('refuses: a second open place of a token that was passed on', async () => {
      const { take, places } = await begin()
      expect(await take('v1', ['0xaa'], ['t1', 't2'])).toEqual(PLACE)
      expect(await places()).toEqual(['0xaa', 't1'])
      expect(await take('v2', ['0xbb'], ['t1'])).toBe('token-place until 4500')
      expect(await take('v2', ['0xbb'], ['t1', 't2'])).toEqual(PLACE)
      expect(await take('v3', ['0xcc'], ['t2', 't1'])).toBe('token-place until 4500')
      // The token is held by another wallet now, and its own place is free.
      expect(await take('v1', ['0xaa'], ['t3'])).toEqual(PLACE)
      expect(await places()).toEqual(['0xaa', '0xbb', 't2', 't3'])
      expect(await take('v3', ['0xcc'], ['t1'])).toEqual(PLACE)
    })

    test('behavior: with a limit per token, the used-up token holds the place', async () => {
      const { shopId, places } = await begin()
      const limits = sampleLimits({ perToken: 2, total: 9 })
      const take = (visit: string, wallet: string, ...tokens: string[]) =>
        kinds(shopId, visit, sampleWant({ limits, wallets: [wallet], tokens })).then(([one]) => one)
      expect(await take('v1', '0xaa', 't1', 't2')).toMatch(/t1 1$/)
      expect(await take('v2', '0xbb', 't1')).toBe('token-place until 4500')
      expect(await take('v2', '0xbb', 't1', 't2')).toMatch(/t2 1$/)
      expect(await take('v1', '0xaa', 't3')).toMatch(/t3 1$/)
      expect(await places()).toEqual(['0xaa', '0xbb', 't2', 't3'])
    })

    test('behavior: an ended place does not block another, even before the sweep', async () => {
      const { shopId, take, places, free } = await begin()
      await take('v1', ['0xaa'], ['t1'])
      const later = (visit: string) => {
        const want = sampleWant({ limits: total, tokens: ['t1'], endsAt: at + 9_000 })
        return reservations.reserve({ shopId, visitId: visit, wants: [want], at: at + 4_500 })
      }
      expect(await later('v2')).toMatchObject([{ kind: 'reserved' }])
      expect([await places(), await free()]).toEqual([['0xaa', 't1'], 7])
      expect(await later('v1')).toMatchObject([{ kind: 'place-taken', by: 'wallet', heldUntil: at + 9_000 }])
    })

    test('behavior: a new total of a gate counts from the next unlock of each open reservation', async () => {
      const { take, places } = await begin()
      const before = { limits: sampleLimits({ perWallet: 5 }) }
      await take('v1', ['0xaa'], [], before)
      await take('v2', ['0xaa'], [], before)
      expect(await places()).toEqual([])
      expect(await take('v1', ['0xaa'])).toBe('0xaa 1, 1')
      expect(await take('v2', ['0xaa'])).toBe('wallet-place until 4500')
    })

    test('refuses: a place for no wallet', async () => {
      const { take } = await begin()
      expect(await take('v1', [])).toBe('wallet')
    })

    test('behavior: of 60 parallel visits with one wallet, or with one token passed around, one gets a place', async () => {
      const { shopId, free } = await begin()
      const visits = Array.from({ length: 60 }, (_, i) => i)
      const race = async (want: (i: number) => ReservationWant) => {
        const answers = await Promise.all(visits.map((i) => reserve(shopId, `${next()}`, want(i))))
        return answers.flat().filter(({ kind }) => kind === 'reserved').length
      }
      expect(await race(() => sampleWant({ limits: total }))).toBe(1)
      expect(await race((i) => sampleWant({ limits: total, wallets: [`w${i}`], tokens: ['t1'] }))).toBe(1)
      expect(
        await race((i) => sampleWant({ limits: total, wallets: [`x${i}`], tokens: [`t${i % 3}`] })),
      ).toBe(2)
      expect(await free()).toBe(5)
    })
  })

  test('behavior: a release by staff before the end makes the use lapsed and adds a line to the record', async () => {
    const shopId = sampleShopId()
    const want = sampleWant({ limits: sampleLimits({ perWallet: 1 }), endsAt: at + 60 })
    await reserve(shopId, 'v1', want)
    const [row] = await reservations.list({ shopId, limit: 1 })
    const reservationId = row?.id ?? 0n
    expect(await reservations.release({ shopId, reservationId, ...byHand })).toMatchObject({
      state: 'lapsed',
      units: row?.units,
    })
    expect(await kinds(shopId, 'v2', want)).toEqual(['0xaa 1'])
    const [open] = await reservations.list({ shopId, state: 'open', limit: 1 })
    expect(
      await reservations.release({ shopId, reservationId: open?.id ?? 0n, ...byHand, at: at + 60 }),
    ).toMatchObject({ state: 'released' })
    const lines = await createAuditPort({ db }).list({ shopId, gate: 82, limit: 9 })
    expect(lines.map(({ action }) => action)).toEqual(['reservation.released', 'reservation.lapsed'])
    expect(lines[1]).toEqual({
      id: expect.any(BigInt),
      at: at + 50,
      actor: 'staff:7',
      action: 'reservation.lapsed',
      gate: 82,
      reservationId,
      orderId: null,
      detail: { reason: byHand.reason, units: row?.units },
    })
    await expect(reservations.release({ shopId, reservationId, ...byHand })).rejects.toMatchObject({
      code: 'ERR_RESERVATION_STALE',
    })
    await expect(
      reservations.release({ shopId: sampleShopId(), reservationId, ...byHand }),
    ).rejects.toMatchObject({ code: 'ERR_RESERVATION_NOT_FOUND' })
  })

  test('behavior: staff record uses and take them back; refuses: a use that nobody recorded (ERR_RESERVATION_STALE)', async () => {
    const shopId = sampleShopId()
    const unit = { kind: 'wallet', key: '0xaa' } as const
    const want = sampleWant({ limits: sampleLimits({ perWallet: 2 }) })
    const correct = (change: 'add' | 'remove') =>
      reservations.update({ shopId, gate: 82, unit, change, ...byHand })
    await reserve(shopId, 'v1', want)
    await correct('add')
    expect(await kinds(shopId, 'v2', want)).toEqual(['wallet'])
    await correct('add')
    await correct('remove')
    await correct('remove')
    await expect(correct('remove')).rejects.toMatchObject({ code: 'ERR_RESERVATION_STALE' })
    expect(await kinds(shopId, 'v2', want)).toEqual(['0xaa 2'])
    const lines = await createAuditPort({ db }).list({ shopId, limit: 9 })
    expect(lines.map(({ action }) => action)).toEqual([
      'redemption.removed',
      'redemption.removed',
      'redemption.added',
      'redemption.added',
    ])
    await Promise.all(Array.from({ length: 12 }, () => correct('add')))
    expect(await uses(shopId)).toBe(14)
    expect(await reservations.counts({ shopId, gates: [82] })).toMatchObject([{ reserved: 2, committed: 12 }])
  })

  test('behavior: a use that staff record takes a place of the total, even above it, and gives it back', async () => {
    const shopId = sampleShopId()
    const want = sampleWant({ limits: sampleLimits({ total: 1 }) })
    const correct = (change: 'add' | 'remove', key: string) =>
      reservations.update({ shopId, gate: 82, unit: { kind: 'wallet', key }, change, ...byHand })
    const counts = async () => (await reservations.counts({ shopId, gates: [82] }))[0]
    await setPlaces({ db, shopId, gate: 82, total: 1 })
    await correct('add', '0xaa')
    expect(await kinds(shopId, 'v1', want)).toEqual(['total'])
    await Promise.all(['0xaa', '0xbb', '0xcc'].map((key) => correct('add', key)))
    expect(await counts()).toEqual({ gate: 82, reserved: 0, committed: 4, total: 1 })
    for (const key of ['0xcc', '0xaa', '0xaa']) {
      await correct('remove', key)
      expect(await kinds(shopId, 'v1', want)).toEqual(['total'])
    }
    await correct('remove', '0xbb')
    expect(await kinds(shopId, 'v1', want)).toEqual([expect.stringMatching(/^ \d$/)])
    expect(await counts()).toEqual({ gate: 82, reserved: 1, committed: 0, total: 1 })
    await setPlaces({ db, shopId, gate: 82, total: null })
    await correct('add', '0xaa')
    expect(await counts()).toMatchObject({ committed: 1, total: null })
    expect(await db.prisma.totalSlot.count({ where: { shopId, slot: { gt: 0 } } })).toBe(1)
  })
})
