import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { engines } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleNonce, UNBOUND } from './samples.ts'

/*
 * PostgreSQL is killed (SIGKILL) during statements and transactions. An `error` event without a listener would end this
 * process, and the test run with it.
 */
const hasServer = engines.some(({ name }) => name === 'PostgreSQL')
/** More callers than the pool has connections. */
const WORKERS = 16

describe.runIf(hasServer)('a PostgreSQL that is killed', () => {
  let postgres: RunningPostgres
  let db: Database
  let stores: ReturnType<typeof makeStores>
  beforeAll(async () => {
    postgres = await startPostgres()
    db = await openPostgres({ url: postgres.url, migrations: findMigrations() })
    stores = makeStores(db)
  })
  afterAll(async () => {
    await db.close()
    await postgres.close()
  })

  /** The driver, Prisma, a Prisma transaction, and a lock. */
  const asks = {
    driver: () => stores.nonces.issue(sampleNonce(), UNBOUND),
    prisma: () => stores.sessionStorage.loadSession('offline_none.myshopify.com'),
    transaction: () => stores.signingKeys.rotate({ at: 1_790_000_000, endsAt: 1_790_000_100 }),
    lock: () => db.alone(`key ${Math.random()}`, async () => undefined),
  }
  const names = Object.keys(asks) as (keyof typeof asks)[]
  const codeOf = (error: unknown) => String(Reflect.get(Object(error), 'code') ?? error)

  /** Send requests without a pause until stopped; returns the error codes by kind of request. */
  function load() {
    const failed = new Map<string, Set<string>>(names.map((name) => [name, new Set()]))
    let done = 0
    let isOver = false
    const work = async (name: (typeof names)[number]) => {
      while (!isOver) {
        const error = await asks[name]().then(
          () => null,
          (cause: unknown) => cause,
        )
        if (error === null) done += 1
        else failed.get(name)?.add(codeOf(error))
      }
    }
    const workers = Array.from({ length: WORKERS }, (_, i) => work(names[i % names.length] ?? 'driver'))
    return {
      failed,
      done: () => done,
      end: async () => {
        isOver = true
        await Promise.all(workers)
      },
    }
  }

  async function killBackend(): Promise<void> {
    const client = new Client({ connectionString: postgres.url })
    // After one kill PostgreSQL ends all other connections, this one too.
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'palisade' AND state <> 'idle' LIMIT 1",
    )
    for (const { pid } of rows) process.kill(Number(pid), 'SIGKILL')
    await client.end().catch(() => undefined)
  }

  for (const [what, kill, start] of [
    ['the whole server', () => postgres.kill(), () => postgres.start()],
    ['one of its processes', killBackend, async () => undefined],
  ] as const) {
    test(`default: ${what} is killed three times under load; calls fail with one code, and all recover by themselves`, async () => {
      for (let kills = 0; kills < 3; kills++) {
        const running = load()
        try {
          await expect.poll(running.done).toBeGreaterThan(20)
          await kill()
          const countFailed = () => [...running.failed.values()].filter(({ size }) => size > 0).length
          await expect.poll(countFailed).toBeGreaterThan(0)
          await start()
          const before = running.done()
          await expect.poll(running.done).toBeGreaterThan(before + 20)
        } finally {
          await running.end()
        }
        const codes = new Set([...running.failed.values()].flatMap((of) => [...of]))
        expect([...codes]).toEqual(['ERR_DATABASE_AWAY'])
      }
      for (const name of names) await asks[name]()
    })
  }

  test('refuses: each kind of call while the server is down (ERR_DATABASE_AWAY)', async () => {
    await postgres.kill()
    try {
      for (const name of names) {
        await expect(asks[name](), name).rejects.toMatchObject({
          code: 'ERR_DATABASE_AWAY',
          details: { retryAfter: expect.any(Number) },
        })
      }
    } finally {
      await postgres.start()
    }
    for (const name of names) await asks[name]()
  })

  test('behavior: a faulty statement is not reported as a lost database', async () => {
    const nonce = sampleNonce()
    await stores.nonces.issue(nonce, UNBOUND)
    const error = await stores.nonces.issue(nonce, UNBOUND).catch((cause: unknown) => cause)
    expect(codeOf(error)).toBe('23505')
  })
})
