import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Limits } from '../../../app/core/gate/types.ts'
import type { ReservationAnswer } from '../../../app/core/redemption/types.ts'
import { createAuditPort } from '../../../app/db/audit.ts'
import type { Database } from '../../../app/db/database.ts'
import { createGrantsPort } from '../../../app/db/grants.ts'
import { createMemory } from '../../../app/db/known/createMemory.ts'
import { createLedgerPort } from '../../../app/db/ledger.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { createReservationsPort } from '../../../app/db/reservations.ts'
import { makeDice } from '../../makeDice.ts'
import { IS_LONG, SEED } from '../../random.ts'
import { gateNumber, UNBOUND } from '../samples.ts'
import { setPlaces } from '../setPlaces.ts'
import { LedgerModel, type ModelOrder, type Unit } from './ledgerModel.ts'
import { makeKeyedShop } from './makeKeyedShop.ts'
import { at as beginning, sampleShopId } from './sampleWant.ts'

/*
 * Random unlocks, choices of tokens, orders, cancellations, refunds, edits, expiries, transfers, restarts and corrections over the real database,
 * each answer and every so often the whole ledger compared with a simple model.
 */
const STEPS = IS_LONG ? 10_000 : 500
const UNLIMITED: Limits = { perWallet: null, perToken: null, total: null }
const LIMITS: readonly [number, Limits][] = [
  [1, { perWallet: 1, perToken: null, total: null }],
  [2, { perWallet: null, perToken: 1, total: null }],
  [3, { perWallet: null, perToken: null, total: 4 }],
  [4, { perWallet: 2, perToken: 2, total: 9 }],
]
const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-ledger-'))
const open = () => openDatabase({ kind: 'pglite', dataDir })
let db: Database
afterAll(async () => {
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test(`behavior: ${STEPS} random steps leave the ledger equal to a simple model`, async () => {
  const dice = makeDice(SEED)
  const shopId = sampleShopId()
  db = await open()
  await makeKeyedShop({ db, shopId, gates: LIMITS })
  const model = new LedgerModel(new Map(LIMITS))
  const stores = () => ({
    reservations: createReservationsPort({ db }),
    grants: createGrantsPort({ db, memory: createMemory({ now: () => 0 }) }),
    ledger: createLedgerPort({ db }),
    audit: createAuditPort({ db }),
  })
  let { reservations, grants, ledger, audit } = stores()
  for (const [gate, { total }] of LIMITS) await setPlaces({ db, shopId, gate, total })

  let now = beginning
  const owners = new Map(Array.from({ length: 8 }, (_, i) => [`t${i}`, `w${i % 6}`]))
  const visits: { id: string; wallets: string[]; scopes: Map<string, string> }[] = []
  const orders: ModelOrder[] = []
  /** How often rare cases have happened. */
  const met = {
    taken: 0,
    missing: 0,
    displaced: 0,
    usedUp: 0,
    walletPlace: 0,
    tokenPlace: 0,
    swept: 0,
    chosen: 0,
    gone: 0,
  }
  const byHand = () => ({ shopId, actor: 'staff:1', reason: 'By hand.', at: now })

  async function beginVisit() {
    const visit = {
      id: `v${visits.length}`,
      wallets: [`w${dice.below(6)}`],
      scopes: new Map<string, string>(),
    }
    visits.push(visit)
    await db.prisma.visit.create({
      data: { id: visit.id, tokenHash: visit.id, shopId, wallets: [], expiresAt: 2n ** 40n },
    })
    return visit
  }
  const findVisit = async () =>
    (dice.chance(0.25) ? undefined : dice.pick(visits.slice(-12))) ?? (await beginVisit())

  async function unlock(given?: (typeof visits)[number]) {
    const visit = given ?? (await findVisit())
    if (dice.chance(0.1)) visit.wallets = [...new Set([...visit.wallets, `w${dice.below(6)}`])]
    const endsAt = now + 900 + dice.below(6_000)
    const held = [...owners].flatMap(([token, owner]) => (visit.wallets.includes(owner) ? [token] : []))
    // Now and then a chain does not list all.
    const isWhole = !dice.chance(0.3)
    const tokens = isWhole ? held : held.filter(() => dice.chance(0.5))
    const asked = dice.some(LIMITS)
    const wants = asked.map(([gate]) => ({
      gate: gateNumber(gate),
      revision: 1,
      endsAt,
      limits: model.limits.get(gate) ?? UNLIMITED,
      wallets: visit.wallets,
      ...{ tokens, isWhole },
    }))
    const answers = await reservations.reserve({ shopId, visitId: visit.id, at: now, wants })
    const expected = asked.map(([gate]) =>
      model.reserve({ visit: visit.id, gate, wallets: visit.wallets, tokens, isWhole, endsAt, now }),
    )
    expectSame(answers, expected)
    met.usedUp += expected.filter((one) => typeof one === 'string').length
    met.walletPlace += expected.filter((one) => one === 'wallet-place').length
    met.tokenPlace += expected.filter((one) => one === 'token-place').length
    const gates = answers.flatMap((answer) => (answer.kind === 'reserved' ? [Number(answer.gate)] : []))
    if (gates.length === 0) return
    const cart = `cart${dice.below(2)}`
    const newId = `${visit.id}-${model.grants.size}`
    const [granted] = await grants.open({
      ...UNBOUND,
      shopId,
      visitId: visit.id,
      at: now,
      grants: [
        {
          carrier: 'c',
          cartToken: cart,
          productId: null,
          variantId: null,
          newId,
          gates: gates.map((gate) => ({ gate: gateNumber(gate), revision: 1 })),
          buyer: '0',
          until: String(endsAt).padStart(12, '0'),
          endsAt,
        },
      ],
    })
    const standing = model.grants.get(visit.scopes.get(cart) ?? '')
    const id = standing?.state === 'open' ? standing.id : newId
    expect(granted?.id).toBe(id)
    visit.scopes.set(cart, id)
    // The gates of its other proofs stay; the ledger returns what is stored.
    const [row] = await ledger.findGrants({ shopId, ids: [id] })
    const grant = model.grants.get(id) ?? { id, visit: visit.id, gates: [], state: 'open' as const, by: null }
    model.grants.set(id, { ...grant, gates: (row?.gates ?? []).map(({ gate }) => Number(gate)) })
  }

  /** The shopper gets one more token, and chooses it. */
  async function choose() {
    const running = model.rows.filter(({ state, endsAt }) => state === 'open' && endsAt > now)
    const row = dice.pick(running.filter(({ units }) => units.some(({ kind }) => kind === 'token')))
    const visit = dice.chance(0.4) ? dice.pick(visits.slice(-12)) : visits.find(({ id }) => id === row?.visit)
    const gate = row?.gate ?? 2
    if (!visit) return
    const { wallets, id: visitId } = visit
    const tokens = [`t${dice.below(8)}`]
    owners.set(`${tokens}`, `${wallets[0]}`)
    const limits = model.limits.get(gate) ?? UNLIMITED
    const want = { gate: gateNumber(gate), revision: 1, endsAt: null, limits, wallets, tokens, isWhole: true }
    const before = namesOf(model.find(visitId, gate)?.units ?? [])
    const answers = await reservations.reserve({ shopId, visitId, at: now, wants: [want] })
    const expected = model.reserve({
      visit: visitId,
      gate,
      wallets,
      tokens,
      isWhole: true,
      endsAt: null,
      now,
    })
    expectSame(answers, [expected])
    if (expected === 'gone') met.gone += 1
    else if (typeof expected !== 'string' && `${before}` !== `${namesOf(expected.units)}`) met.chosen += 1
  }

  async function renew() {
    const visit = dice.pick(visits.slice(-12))
    if (!visit) return
    const endsAt = now + dice.below(6_000)
    const gates = dice.some([1, 2, 3, 4])
    const expected = gates.filter((gate) => model.find(visit.id, gate))
    for (const gate of expected) {
      const row = model.find(visit.id, gate)
      if (row) row.endsAt = Math.max(row.endsAt, endsAt)
    }
    expect(await reservations.renew({ shopId, visitId: visit.id, gates, endsAt, at: now })).toEqual(expected)
  }

  function placeOrder() {
    const visit = dice.pick(visits.slice(-7))
    const known = [...(visit?.scopes.values() ?? [])]
    const others = [...model.grants.values()].filter((grant) => grant.visit === visit?.id)
    const carried = [...new Set([...known, ...(dice.chance(0.3) ? others.map(({ id }) => id) : [])])]
    const deciding = carried.filter(() => dice.chance(0.7))
    if (deciding.length === 0) return
    orders.push({
      // Numbers do not follow the clock, so that orders of the same second can be told apart.
      id: 1_000 + orders.length * 7 + dice.below(40) * 1_000_000,
      orderedAt: now - dice.below(300),
      uses: deciding.map((grant) => ({
        grant,
        gates: (model.grants.get(grant)?.gates ?? []).filter(() => dice.chance(0.8)),
      })),
      closes: carried.filter((id) => !deciding.includes(id)),
      refunded: new Set(),
      isCancelled: false,
    })
  }

  async function deliver(order: ModelOrder | undefined) {
    if (!order) return []
    const isGone = (gate: number) => order.isCancelled || order.refunded.has(gate)
    const verdict = await ledger.settle({
      shopId,
      orderId: BigInt(order.id),
      orderedAt: order.orderedAt,
      at: now,
      grants: order.uses.map(({ grant, gates }) => ({
        id: grant,
        visitId: model.grants.get(grant)?.visit ?? '',
        limited: gates.filter((gate) => !isGone(gate)),
        released: gates.filter(isGone),
      })),
      closes: order.closes,
    })
    const expected = model.settle(order, now)
    met.taken += expected.taken.length
    met.missing += expected.missing.length
    met.displaced += expected.displaced.size
    expect({
      paid: [...verdict.paid].sort(),
      taken: verdict.taken.map(({ grant, by }) => ({ grant, by: Number(by) })),
      missing: verdict.missing,
      displaced: verdict.displaced.map(Number).sort(),
    }).toEqual({ ...expected, displaced: [...expected.displaced].sort() })
    return verdict.displaced.map(Number)
  }

  async function sweep() {
    let swept = 0
    for (let some = 1; some > 0; swept += some) some = await reservations.sweep({ at: now })
    expect(swept).toBe(model.sweep(now))
    met.swept += swept
  }

  async function releaseByHand() {
    const rows = await reservations.list({
      shopId,
      limit: 40,
      ...(dice.chance(0.6) ? { state: 'open' } : {}),
    })
    const row = dice.pick(rows)
    if (!row) return
    const place = (await db.prisma.reservation.count({ where: { shopId, id: { lte: row.id } } })) - 1
    const expected = model.rows[place]
    const releasing = reservations.release({ ...byHand(), reservationId: row.id })
    if (!expected || (expected.state !== 'open' && expected.state !== 'committed')) {
      await expect(releasing).rejects.toMatchObject({ code: 'ERR_RESERVATION_STALE' })
      return
    }
    expected.holders = []
    expected.state = expected.order !== null || now < expected.endsAt ? 'lapsed' : 'released'
    expect((await releasing).state).toBe(expected.state)
  }

  async function correct() {
    const gate = dice.pick([1, 2, 3, 4]) ?? 1
    const unit = dice.pick<Unit>([
      { kind: 'wallet', key: `w${dice.below(6)}` },
      { kind: 'token', key: `t${dice.below(8)}` },
    ])
    if (!unit || unit.kind === 'total') return
    const { kind, key } = unit
    const isIt = (other: Unit) => other.kind === kind && other.key === key
    const change = dice.chance(0.4) ? 'add' : 'remove'
    const correcting = reservations.update({ ...byHand(), gate, unit: { kind, key }, change })
    if (change === 'add') {
      await correcting
      model.rows.push({
        visit: 'staff',
        gate,
        state: 'committed',
        units: [
          { kind, key },
          ...(model.limits.get(gate)?.total ? [{ kind: 'total' as const, key: '' }] : []),
        ],
        holders: [],
        endsAt: now,
        order: null,
      })
      return
    }
    const candidates = model.rows.filter(
      (row) => row.gate === gate && row.state === 'committed' && row.units.some(isIt),
    )
    if (candidates.length === 0) {
      await expect(correcting).rejects.toMatchObject({ code: 'ERR_RESERVATION_STALE' })
      return
    }
    await correcting
    const [line] = await audit.list({ shopId, limit: 1 })
    const place =
      (await db.prisma.reservation.count({ where: { shopId, id: { lte: line?.reservationId ?? 0n } } })) - 1
    const row = model.rows[place]
    const byStaff = candidates.filter(({ visit }) => visit === 'staff')
    expect(byStaff.length > 0 ? byStaff : candidates).toContain(row)
    if (!row) return
    const left = row.units.filter((other) => !isIt(other))
    if (left.length === 0 || row.visit === 'staff') row.state = row.order === null ? 'released' : 'lapsed'
    else row.units = left
  }

  async function setTotal() {
    const gate = dice.pick([3, 4]) ?? 3
    const total = 1 + dice.below(10)
    await setPlaces({ db, shopId, gate, total })
    model.limits.set(gate, { ...(model.limits.get(gate) ?? UNLIMITED), total })
  }

  async function compare() {
    const rows = (await reservations.list({ shopId, limit: 1_000_000 })).reverse()
    expect(
      rows.map((row) => ({
        visit: row.visitId,
        gate: Number(row.gate),
        state: row.state,
        units: namesOf(row.units),
        endsAt: row.endsAt,
        order: row.orderId === null ? null : Number(row.orderId),
      })),
    ).toEqual(model.rows.map(({ holders: _, ...row }) => ({ ...row, units: namesOf(row.units) })))
    const living = model.rows.filter(({ state }) => state === 'open' || state === 'committed')
    const used = living.flatMap(({ gate, units }) =>
      units.flatMap(({ kind, key }) => (kind === 'total' ? [] : [`${gate} ${kind} ${key}`])),
    )
    const uses = await db.prisma.redemption.findMany({ where: { shopId } })
    expect(uses.map(({ gate, kind, key }) => `${gate} ${kind} ${key}`).sort()).toEqual(used.sort())
    const seated = await db.prisma.openPlace.findMany({ where: { shopId } })
    const holders = living.flatMap((row) => row.holders.map(({ kind, key }) => `${row.gate} ${kind} ${key}`))
    expect(seated.map(({ gate, kind, key }) => `${gate} ${kind} ${key}`).sort()).toEqual(holders.sort())
    for (const { gate, committed, reserved, total } of await reservations.counts({
      shopId,
      gates: [1, 2, 3, 4],
    })) {
      const of = living.filter((row) => row.gate === gate)
      expect({ committed, reserved, total }).toEqual({
        committed: of.filter(({ state }) => state === 'committed').length,
        reserved: of.filter(({ state }) => state === 'open').length,
        total: model.limits.get(gate)?.total ?? null,
      })
      const places = await db.prisma.totalSlot.findMany({
        where: { shopId, gate: BigInt(gate), slot: { gt: 0 } },
      })
      const taken = of.flatMap(({ units }) => units.filter(({ kind }) => kind === 'total'))
      expect(places.filter(({ reservationId }) => reservationId !== null)).toHaveLength(taken.length)
      expect(places).toHaveLength(Math.max(total ?? 0, taken.length))
    }
    const kept = await db.prisma.grant.findMany({ where: { shopId } })
    expect(new Map(kept.map(({ id, state, orderId }) => [id, `${state} ${orderId}`]))).toEqual(
      new Map([...model.grants].map(([id, { state, by }]) => [id, `${state} ${by?.id ?? null}`])),
    )
  }

  const restart = async () => {
    await db.close()
    db = await open()
    ;({ reservations, grants, ledger, audit } = stores())
  }
  const cancel = () => {
    const order = dice.pick(orders.slice(-20))
    if (order) order.isCancelled = true
  }
  const refund = () => {
    const order = dice.pick(orders.slice(-20))
    const gate = dice.pick(order?.uses.flatMap(({ gates }) => gates) ?? [])
    if (gate !== undefined) order?.refunded.add(gate)
  }
  /** Staff add a refunded line again. */
  const edit = () => {
    const order = dice.pick(orders.slice(-20).filter(({ refunded }) => refunded.size > 0))
    const gate = dice.pick([...(order?.refunded ?? [])])
    if (gate !== undefined) order?.refunded.delete(gate)
  }
  const transfer = () => owners.set(`t${dice.below(8)}`, `w${dice.below(6)}`)
  /** The wallet with an open place sends its token to a new wallet, which unlocks. */
  const passOn = async () => {
    const open = model.rows.filter(({ state, endsAt }) => state === 'open' && endsAt > now)
    const token = dice.pick(open.flatMap(({ holders }) => holders.filter(({ kind }) => kind === 'token')))
    if (!token) return
    const visit = await beginVisit()
    visit.wallets = [`fresh-${visit.id}`]
    owners.set(token.key, visit.wallets[0] ?? '')
    await unlock(visit)
  }
  const waiting = new Set<number>()
  const settle = async () => {
    const again = dice.chance(0.5) ? orders.find(({ id }) => waiting.has(id)) : undefined
    const order = again ?? dice.pick(orders.slice(dice.chance(0.8) ? -12 : -60))
    if (order) waiting.delete(order.id)
    for (const id of await deliver(order)) waiting.add(id)
  }
  const steps: readonly [number, () => unknown][] = [
    [22, () => unlock()],
    [6, renew],
    [6, choose],
    [16, placeOrder],
    [18, settle],
    [4, cancel],
    [6, refund],
    [4, edit],
    [8, () => (now += dice.below(1_500))],
    [4, sweep],
    [8, transfer],
    [3, passOn],
    [5, releaseByHand],
    [3, correct],
    [1, setTotal],
  ]
  const lots = steps.flatMap(([weight, step]) => Array.from({ length: weight }, () => step))
  let step = 0
  try {
    for (; step < STEPS; step++) {
      await dice.pick(lots)?.()
      if (step % 400 === 399) await restart()
      if (step % 250 === 249) await compare()
    }
    // Every order is settled again, in any order, with those that it displaces, until nothing changes.
    const last = [...orders].sort(() => (dice.chance(0.5) ? 1 : -1))
    for (let order = last.pop(); order; order = last.pop()) {
      for (const id of await deliver(order)) last.push(...orders.filter((other) => other.id === id))
    }
    await compare()
    for (const order of dice.some(orders).slice(0, 100)) expect(await deliver(order)).toEqual([])
    await compare()
    expect(Object.entries(met).filter(([, times]) => times < (IS_LONG ? 20 : 2))).toEqual([])
  } catch (cause) {
    throw new Error(`The ledger left its model at step ${step} with TEST_SEED=${SEED}.`, { cause })
  }
}, 1_800_000)

function expectSame(
  answers: readonly ReservationAnswer[],
  expected: readonly ReturnType<LedgerModel['reserve']>[],
): void {
  const kinds = answers.map((answer) => {
    if (answer.kind === 'reserved') return namesOf(answer.units)
    if (answer.kind === 'place-taken') return `${answer.by}-place`
    return answer.kind === 'used-up' ? answer.limit : 'gone'
  })
  expect(kinds).toEqual(expected.map((one) => (typeof one === 'string' ? one : namesOf(one.units))))
}

function namesOf(units: readonly Unit[]): string[] {
  return units.map(({ kind, key }) => `${kind} ${key}`).sort()
}
