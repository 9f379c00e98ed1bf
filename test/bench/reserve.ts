import { Pool } from 'pg'
import type { GateNumber, ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { reserveUnits } from '../../app/db/reservations/reserveUnits.ts'
import { setPlaces } from '../db/setPlaces.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { median } from './compare.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

const connections = 32
const rounds = 15
const perRound = 640
const bar = 0.5
const shopId = 70_012_345_678n as ShopId
const at = 1_790_000_000

/** Measure unlocks of one gate with a total limit from 32 connections, against the same statement over 32 gates. */
export async function benchReserve(): Promise<BenchRow[]> {
  const server = await startPostgres()
  const opened = await openPostgres({ url: server.url, migrations: findMigrations() })
  const pool = new Pool({ connectionString: server.url, max: connections })
  const query: Database['hot']['query'] = async (name, text, values) =>
    (await pool.query({ name, text, values: [...values] })).rows
  try {
    return [await race({ ...opened, hot: { query } })]
  } finally {
    await pool.end()
    await opened.close()
    await server.close()
  }
}

async function race(db: Database): Promise<BenchRow> {
  let gate = 0
  /** New gates for each round, so that each starts empty. */
  const time = (count: number) => {
    const first = gate + 1
    gate += count
    return timeRound({ db, gates: Array.from({ length: count }, (_, i) => first + i) })
  }
  for (const count of [1, connections]) await time(count)
  const [ours, yardsticks, ratios]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < countRounds(rounds); round++) {
    // The second one finds the machine warmer, so the order alternates.
    const order = round % 2 === 0 ? [1, connections] : [connections, 1]
    const rates = new Map<number, number>()
    for (const count of order) rates.set(count, await time(count))
    const [rate = 0, yardstick = Number.NaN] = [rates.get(1), rates.get(connections)]
    ours.push(rate)
    yardsticks.push(yardstick)
    ratios.push(rate / yardstick)
  }
  const ratio = median(ratios)
  return {
    name: 'reserve, one gate from 32 connections against 32 gates, PostgreSQL without fsync',
    ours: Math.round(median(ours)),
    yardstick: Math.round(median(yardsticks)),
    unit: 'per second',
    ratio,
    bar: `≥ ${bar}`,
    holds: ratio >= bar,
  }
}

/**
 * Reserve all places from all connections at once, then check that one more per connection is refused; returns
 * reservations per second.
 */
async function timeRound({ db, gates }: { db: Database; gates: readonly number[] }): Promise<number> {
  const total = perRound / gates.length
  for (const gate of gates) await setPlaces({ db, shopId, gate, total })
  const take = reserveUnits(db)
  const reserve = async (visit: number) => {
    const gate = (gates[visit % gates.length] ?? 0) as GateNumber
    const limits = { perWallet: null, perToken: null, total }
    const wallets = [`w${visit}`]
    const want = { gate, revision: 1, endsAt: at + 4_500, limits, wallets, tokens: [], isWhole: true }
    const [answer] = await take({ shopId, visitId: `v${gates[0]}-${visit}`, wants: [want], at })
    return answer?.kind === 'reserved'
  }
  let next = 0
  let won = 0
  const worker = async () => {
    for (let visit = next++; visit < perRound; visit = next++) if (await reserve(visit)) won++
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - started) / 1_000
  const late = await Promise.all(Array.from({ length: connections }, (_, i) => reserve(perRound + i)))
  const kept = await db.prisma.totalSlot.count({
    where: { shopId, gate: { in: gates.map(BigInt) }, reservationId: { not: null } },
  })
  if (won !== perRound || kept !== perRound || late.some(Boolean))
    throw new Error(
      `Of ${perRound} places ${won} were given, ${kept} are kept, and some more than there are: ${late.some(Boolean)}.`,
    )
  return perRound / seconds
}
