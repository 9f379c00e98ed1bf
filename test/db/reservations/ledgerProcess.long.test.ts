import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Limits } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createGrantsPort } from '../../../app/db/grants.ts'
import { createMemory } from '../../../app/db/known/createMemory.ts'
import { createLedgerPort } from '../../../app/db/ledger.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { createReservationsPort } from '../../../app/db/reservations.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { gateNumber, UNBOUND } from '../samples.ts'
import { setPlaces } from '../setPlaces.ts'
import type { Purchase, RaceLine } from './ledgerProcess.ts'
import { makeKeyedShop } from './makeKeyedShop.ts'
import { at, sampleShopId, sampleWant } from './sampleWant.ts'

const script = fileURLToPath(new URL('./ledgerProcess.ts', import.meta.url))
let server: RunningPostgres
let db: Database
beforeAll(async () => {
  server = await startPostgres()
  db = await openDatabase({ kind: 'postgresql', url: server.url })
})
afterAll(async () => {
  await db.close()
  await server.close()
})

function run(...args: readonly string[]) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['--import', 'tsx', script, ...args])
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`The process ended: ${complaint}`)
    return String(value)
  }
  return { child, next, ended: once(child, 'close'), explain: () => complaint }
}

test('behavior: one of 50 parallel unlocks in two processes wins at a limit of one', async () => {
  const processes = [0, 1].map(() => run('race', server.url))
  for (const { next } of processes) expect(await next()).toBe('ready')
  const none: Limits = { perWallet: null, perToken: null, total: null }
  const reservations = createReservationsPort({ db })
  for (const limits of [
    { ...none, perWallet: 1 },
    { ...none, perToken: 1 },
    { ...none, total: 1 },
    { perWallet: 1, perToken: 1, total: 1 },
  ]) {
    const shopId = sampleShopId()
    await setPlaces({ db, shopId, gate: 82, total: limits.total })
    processes.forEach(({ child }, index) => {
      const line: RaceLine = { shopId: String(shopId), limits, visits: `p${index}-`, calls: 25 }
      child.stdin.write(`${JSON.stringify(line)}\n`)
    })
    const won = await Promise.all(processes.map(async ({ next }) => Number(await next())))
    expect(won.reduce((a, b) => a + b)).toBe(1)
    expect(await reservations.counts({ shopId, gates: [82] })).toMatchObject([{ reserved: 1, committed: 0 }])
    expect(await db.prisma.reservation.count({ where: { shopId } })).toBe(1)
  }
  for (const { child, ended } of processes) {
    child.stdin.end()
    await ended
  }
})

/** Where the process is killed: after a step (-1), or this many turns of its loop into it. */
const DEATHS = [
  [0, 0],
  [0, -1],
  [1, 1],
  [1, -1],
  [2, 2],
  [2, 6],
  [2, 12],
  [2, -1],
  [3, 8],
  [3, -1],
] as const

test('behavior: after a process is killed at any step of reserve, order or commit, the next one restores the ledger', async () => {
  const [reservations, grants, ledger] = [
    createReservationsPort({ db }),
    createGrantsPort({ db, memory: createMemory({ now: () => 0 }) }),
    createLedgerPort({ db }),
  ]
  async function die(dieAt: number, ticks: number, index: number) {
    const shopId = sampleShopId()
    const visit = `dying${index}`
    const order = 5_000 + index
    await makeKeyedShop({ db, shopId })
    await db.prisma.visit.create({
      data: { id: visit, tokenHash: visit, shopId, wallets: [], expiresAt: 2n ** 40n },
    })
    for (const gate of [1, 2]) await setPlaces({ db, shopId, gate, total: 1 })
    const purchase: Purchase = { shopId: String(shopId), visit, order, dieAt, ticks }
    const { ended, explain } = run('die', server.url, JSON.stringify(purchase))
    expect([...(await ended), explain()]).toEqual([null, 'SIGKILL', ''])

    // Nothing is half done: both gates or none, and each use has its reservation.
    const state = async () => {
      const rows = await reservations.list({ shopId, limit: 9 })
      const uses = await db.prisma.redemption.findMany({ where: { shopId } })
      const places = await db.prisma.totalSlot.findMany({ where: { shopId, reservationId: { not: null } } })
      const living = rows
        .filter(({ state: each }) => each === 'open' || each === 'committed')
        .map(({ id }) => id)
      expect(uses.map(({ reservationId }) => reservationId).sort()).toEqual([...living].sort())
      expect(places.map(({ reservationId }) => reservationId).sort()).toEqual([...living].sort())
      return rows.map((row) => `${row.gate} ${row.state} ${row.orderId ?? '-'}`).sort()
    }
    const found = await state()
    expect([
      [],
      ['1 open -', '2 open -'],
      [`1 committed ${order}`, `2 committed ${order}`],
      [`1 committed ${order}`, `2 released ${order}`],
    ]).toContainEqual(found)

    // The next process: the shopper returns, the webhook arrives again with the order's current state, the sweep runs.
    const paid = await ledger.findGrants({ shopId, ids: [visit.padStart(16, '0')] })
    if (paid[0]?.state !== 'paid') {
      const wants = [1, 2].map((gate) =>
        sampleWant({ gate: gateNumber(gate), limits: { perWallet: 1, perToken: null, total: 1 } }),
      )
      expect(
        (await reservations.reserve({ shopId, visitId: visit, at, wants })).map(({ kind }) => kind),
      ).toEqual(['reserved', 'reserved'])
      const gates = wants.map(({ gate, revision }) => ({ gate, revision }))
      const place = { carrier: 'c', cartToken: visit, productId: null, variantId: null } as const
      await grants.open({
        ...UNBOUND,
        shopId,
        visitId: visit,
        at,
        grants: [
          {
            ...place,
            newId: visit.padStart(16, '0'),
            gates,
            buyer: '0',
            until: '2026112505',
            endsAt: at + 4_500,
          },
        ],
      })
    }
    const paying = { id: visit.padStart(16, '0'), visitId: visit, limited: [1], released: [2] }
    const verdict = await ledger.settle({
      shopId,
      orderId: BigInt(order),
      orderedAt: at + 60,
      at: at + 90,
      grants: [paying],
      closes: [],
    })
    expect(verdict).toEqual({ paid: [paying.id], taken: [], missing: [], displaced: [] })
    const swept = async () => expect(await state()).toEqual([`1 committed ${order}`, `2 released ${order}`])
    return { rows: found.length, swept }
  }
  const deaths: Awaited<ReturnType<typeof die>>[] = []
  for (let index = 0; index < DEATHS.length; index += 2) {
    deaths.push(
      ...(await Promise.all(
        DEATHS.slice(index, index + 2).map(([step, ticks], i) => die(step, ticks, index + i)),
      )),
    )
  }
  // The first kill came before its statement had an effect, or just after; the others had reserved.
  expect(deaths.slice(1).every(({ rows }) => rows === 2)).toBe(true)
  await reservations.sweep({ at: at + 4_500 })
  for (const { swept } of deaths) await swept()
}, 600_000)
