import { randomBytes } from 'node:crypto'
import { Pool } from 'pg'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { createNoncesPort } from '../../app/db/nonces.ts'
import { openAttachedPGlite } from '../../app/db/openAttachedPGlite.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { openHotStores } from '../db/openHotStores.ts'
import { UNBOUND } from '../db/samples.ts'
import { openPGliteInMemory } from '../standin/postgres/openPGliteInMemory.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { median } from './compare.ts'
import { countRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'

const rounds = 41
const perRound = 200
const inFlight = 16
const bar = 0.75
const shopId = 70_012_345_678n
const now = 1_790_000_000

/** Consume a nonce; true when it was there. */
type Consume = (value: string) => Promise<boolean>
/** What using a nonce up takes at the least, with no limits, no shop that is checked and no visit. */
const DELETE = `DELETE FROM nonce WHERE value = $1 AND door = $2 AND shop_id = $3 AND expires_at > $4 RETURNING value`
/** Sends a statement over the bare driver. */
type Send = (statement: { text: string; values: unknown[] }) => Promise<{ rows: unknown[] }>

/** Measure how fast our adapter consumes nonces, against a bare statement for each on the bare driver. */
export async function benchNonceConsume(): Promise<BenchRow[]> {
  return [await onPGlite(), await onPostgres()]
}

async function onPGlite(): Promise<BenchRow> {
  const pglite = await openPGliteInMemory()
  const db = await openAttachedPGlite({ pglite, migrations: findMigrations(), end: () => pglite.close() })
  try {
    return await race({
      name: 'nonce consume, PGlite',
      db,
      send: ({ text, values }) => pglite.query(text, values),
    })
  } finally {
    await db.close()
  }
}

// Without fsync: waiting for the disk would hide the adapter's cost.
async function onPostgres(): Promise<BenchRow> {
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  const pool = new Pool({ connectionString: server.url })
  try {
    return await race({
      name: 'nonce consume, PostgreSQL without fsync',
      db,
      send: (statement) => pool.query({ name: 'bare', ...statement }),
    })
  } finally {
    await pool.end()
    await db.close()
    await server.close()
  }
}

async function race(parameters: { name: string; db: Database; send: Send }): Promise<BenchRow> {
  const { name, db, send } = parameters
  const nonces = createNoncesPort(openHotStores(db))
  const adapter: Consume = async (value) =>
    (await nonces.consume({ value, door: 'proxy', shopId, now }, UNBOUND)) === 'consumed'
  const driver: Consume = async (value) => {
    const { rows } = await send({ text: DELETE, values: [value, 'proxy', String(shopId), now] })
    return rows.length === 1
  }
  for (const consume of [adapter, driver]) await timeRound({ db, consume })
  const [ours, yardsticks, ratios]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < countRounds(rounds); round++) {
    // The second one finds the machine warmer, so the order alternates.
    const order = round % 2 === 0 ? [adapter, driver] : [driver, adapter]
    const rates = new Map<Consume, number>()
    for (const consume of order) rates.set(consume, await timeRound({ db, consume }))
    const [rate = 0, yardstick = Number.NaN] = [rates.get(adapter), rates.get(driver)]
    ours.push(rate)
    yardsticks.push(yardstick)
    ratios.push(rate / yardstick)
  }
  const ratio = median(ratios)
  return {
    name,
    ours: Math.round(median(ours)),
    yardstick: Math.round(median(yardsticks)),
    unit: 'per second',
    ratio,
    bar: `≥ ${bar}`,
    holds: ratio >= bar,
  }
}

/**
 * Consume a new batch of nonces in parallel and check that a second consume is refused; returns consumes per second.
 */
async function timeRound({ db, consume }: { db: Database; consume: Consume }): Promise<number> {
  const values = Array.from({ length: perRound }, () => randomBytes(16).toString('hex'))
  await db.prisma.nonce.createMany({
    data: values.map((value) => ({
      value,
      door: 'proxy',
      shopId,
      chain: 'ethereum',
      walletAddress: `0x${'ab'.repeat(20)}`,
      domain: 'shop.example',
      uri: 'https://shop.example',
      statement: 's'.repeat(80),
      method: 'text',
      issuedAt: BigInt(now),
      expiresAt: BigInt(now + 120),
    })),
  })
  const queue = [...values]
  let won = 0
  const worker = async () => {
    for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
      if (await consume(value)) won++
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  const seconds = (performance.now() - started) / 1_000
  if (won !== perRound || (await consume(values[0] ?? '')))
    throw new Error('A nonce was lost or taken twice.')
  return perRound / seconds
}
