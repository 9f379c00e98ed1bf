import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { type RunningPgbouncer, startPgbouncer } from '../standin/postgres/startPgbouncer.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'

/** Files of the suite `db` with every kind of statement: hot, Prisma, transactions, locks, jobs and orders. */
const FILES = [
  'test/db/alone.test.ts',
  'test/db/gates.test.ts',
  'test/db/grants.test.ts',
  'test/db/jobs.test.ts',
  'test/db/limits.test.ts',
  'test/db/nonces.test.ts',
  'test/db/orders/settleOrder.test.ts',
  'test/db/proofKeys.test.ts',
  'test/db/reservations.test.ts',
  'test/db/reservations/findStandingUses.test.ts',
  'test/db/sessions.test.ts',
  'test/db/shops.test.ts',
]

/** Run files of the suite `db` with its PostgreSQL behind a PgBouncer. */
async function runSuite(mode: string): Promise<{ code: number | null; output: string }> {
  const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, TEST_LONG: ____, ...env } = process.env
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'db', '--reporter', 'dot', ...FILES]
  const child = spawn(process.execPath, words, {
    env: { ...env, TEST_POOLER: mode, TEST_ENGINES: 'PostgreSQL' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

describe.each(['session', 'transaction'] as const)('behind a PgBouncer that pools %ss', (mode) => {
  let postgres: RunningPostgres
  let pooler: RunningPgbouncer
  let url: string
  const opened: Database[] = []
  const open = async () => {
    const db = await openPostgres({ url, migrations: findMigrations() })
    opened.push(db)
    return db
  }
  beforeAll(async () => {
    postgres = await startPostgres()
    pooler = await startPgbouncer({ url: postgres.url, mode })
    url = pooler.toPooled(postgres.url)
  })
  afterAll(async () => {
    for (const db of opened) await db.close()
    await pooler?.close()
    await postgres?.close()
  })

  test('behavior: one of several processes migrates an empty database, and the others wait', async () => {
    const dbs = await Promise.all([open(), open(), open()])
    const all = findMigrations().length
    expect(dbs.map(({ applied }) => applied.length).sort((a, b) => a - b)).toEqual([0, 0, all])
  })

  test('behavior: a lock excludes another process, and nothing holds it afterwards', async () => {
    const [one, other] = [await open(), await open()]
    const seen = { now: 0, most: 0 }
    const run = async () => {
      seen.now += 1
      seen.most = Math.max(seen.most, seen.now)
      await one.hot.query('beside', 'SELECT 1', [])
      seen.now -= 1
    }
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).alone('key', run)))
    expect(seen).toEqual({ now: 0, most: 1 })
    const countLocks = async () =>
      (await one.hot.query('locks', "SELECT pid FROM pg_locks WHERE locktype = 'advisory'", [])).length
    await expect.poll(countLocks).toBe(0)
  })

  test('behavior: a hot statement is prepared once and answers on every connection', async () => {
    const db = await open()
    const ask = async (n: number) => (await db.hot.query('twice', 'SELECT $1::int * 2 AS n', [n]))[0]?.n
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)))
    expect(answers).toEqual(Array.from({ length: 200 }, (_, n) => 2 * n))
  })

  test('behavior: the suite of statements passes', async () => {
    const { code, output } = await runSuite(mode)
    expect(output).toMatch(/Test Files .*12 passed/)
    expect([code, output.slice(-3000)]).toEqual([0, expect.any(String)])
  }, 600_000)
})
