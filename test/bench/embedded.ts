import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../app/db/openAttachedPGlite.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { buildApp } from '../../scripts/buildApp.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { composeRequest } from './api/composeRequest.ts'
import { addProject, SITE } from './api/startContenders.ts'
import { type RunningLoad, startLoad } from './api/startLoad.ts'
import { type RunningServer, startServer } from './api/startServer.ts'
import { makeWallet, signLogin } from './api/wallets.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const CONNECTIONS = 50
const ROUNDS = 9
const WARM_ROUNDS = 3
const LOGINS = 300
const BAR = 0.25

type Side = RunningServer & { readonly key: string }

/**
 * Measure logins over the API (nonce and signature) of the production server on the embedded database, whose answers
 * wait for the disk, beside one on a PostgreSQL that waits for the same disk.
 */
export async function benchEmbedded(): Promise<BenchRow[]> {
  await buildApp()
  const closers: (() => Promise<unknown>)[] = []
  try {
    const postgres = await startPostgres({ durable: true })
    closers.push(postgres.close)
    const served = await openDatabase({ kind: 'postgresql', url: postgres.url })
    const key = await addProject(served)
    await served.close()
    const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-bench-'))
    closers.push(() => rm(dataDir, { recursive: true, force: true }))
    const embedded = await openDatabase({ kind: 'pglite', dataDir })
    const embeddedKey = await addProject(embedded)
    await embedded.close()
    const ours = { ...(await start({ DATA_DIR: dataDir })), key: embeddedKey }
    closers.push(ours.close)
    const yardstick = { ...(await start({ DATABASE_URL: postgres.url })), key }
    closers.push(yardstick.close)
    const load = startLoad()
    closers.push(load.close)
    return [await race({ ours, yardstick, load }), await compareWaiting()]
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

const start = (database: Record<string, string>) =>
  startServer({
    args: ['build/server.js'],
    env: {
      ...database,
      PALISADE_URL: 'https://palisade.example',
      PALISADE_SECRET: randomBytes(32).toString('hex'),
      // No limit refuses here; leases still count.
      RATE_LIMIT_FACTOR: '10000',
    },
  })

async function race({
  ours,
  yardstick,
  load,
}: {
  ours: Side
  yardstick: Side
  load: RunningLoad
}): Promise<BenchRow> {
  const rates = { ours: [] as number[], yardstick: [] as number[] }
  for (let round = isOnce ? 0 : -WARM_ROUNDS; round < countRounds(ROUNDS); round++) {
    const found = { ours: await login(ours, load), yardstick: await login(yardstick, load) }
    if (round < 0) continue
    rates.ours.push(found.ours)
    rates.yardstick.push(found.yardstick)
  }
  const ratio = median(rates.ours.map((rate, i) => rate / (rates.yardstick[i] ?? Number.NaN)))
  return toRow('logins on the embedded database against PostgreSQL, both with fsync', { rates, ratio })
}

type Rates = { readonly ours: readonly number[]; readonly yardstick: readonly number[] }

function toRow(name: string, { rates, ratio }: { rates: Rates; ratio: number }): BenchRow {
  const [ours, yardstick] = [rates.ours, rates.yardstick].map((side) => Math.round(median(side))) as [
    number,
    number,
  ]
  return { name, ours, yardstick, unit: 'per second', ratio, bar: `≥ ${BAR}`, holds: ratio >= BAR }
}

/** Log new wallets in, each with its own nonce; returns logins per second. */
async function login({ port, key }: Side, load: RunningLoad): Promise<number> {
  const wallets = Array.from({ length: LOGINS }, makeWallet)
  const send = async (route: string, bodies: readonly object[]) => {
    const requests = bodies.map((body) => composeRequest({ path: `/api/v1${route}`, key, body }))
    const report = await load.send({ port, connections: CONNECTIONS, requests, keepBodies: true })
    if (report.statuses['200'] !== requests.length)
      throw new Error(`${route}: ${JSON.stringify(report.statuses)} ${report.bodies[0] ?? ''}`)
    return report
  }
  const nonces = await send(
    '/auth/nonce',
    wallets.map(({ address }) => ({ chain: 'ethereum', walletAddress: address })),
  )
  const context = { domain: SITE, uri: `https://${SITE}`, chainId: 1, issuedAt: new Date().toISOString() }
  const bodies = wallets.map((wallet, i) => {
    const { nonce, statement } = JSON.parse(nonces.bodies[i] ?? '{}') as Record<string, string>
    const signature = signLogin({ wallet, nonce: String(nonce), statement: String(statement), context })
    return { chain: 'ethereum', walletAddress: wallet.address, signature, context }
  })
  const logins = await send('/auth', bodies)
  return LOGINS / (nonces.seconds + logins.seconds)
}

const WRITERS = 50
const STATEMENTS = 2_000

/** What it costs that answers wait for the disk: small inserts per second, against files that ignore fsync. */
async function compareWaiting(): Promise<BenchRow> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-bench-'))
  try {
    const rates = { ours: [] as number[], yardstick: [] as number[] }
    await (await openDatabase({ kind: 'pglite', dataDir })).close()
    for (let round = 0; round < countRounds(5); round++) {
      const waiting = await openDatabase({ kind: 'pglite', dataDir })
      rates.ours.push(await insertAll(waiting))
      await waiting.close()
      const pglite = await PGlite.create(path.join(dataDir, 'pg'))
      const plain = await openAttachedPGlite({
        ...{ pglite, migrations: findMigrations() },
        end: () => pglite.close(),
      })
      rates.yardstick.push(await insertAll(plain))
      await plain.close()
    }
    const ratio = median(rates.ours) / median(rates.yardstick)
    return toRow('inserts into the embedded database that wait for the disk, against those that do not', {
      rates,
      ratio,
    })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function insertAll({ hot }: Pick<Awaited<ReturnType<typeof openDatabase>>, 'hot'>): Promise<number> {
  let left = STATEMENTS
  const startedAt = performance.now()
  const insert = async () => {
    while (left-- > 0)
      await hot.query('insert', 'INSERT INTO revoked_token (tid, expires_at) VALUES ($1, 1)', [
        randomBytes(16).toString('hex'),
      ])
  }
  await Promise.all(Array.from({ length: WRITERS }, insert))
  return STATEMENTS / ((performance.now() - startedAt) / 1_000)
}
