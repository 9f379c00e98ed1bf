import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { createDatabaseCheck } from '../../app/db/createDatabaseCheck.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { MIGRATION_LOCK } from '../../app/db/migrations/runMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { checkDatabase } from '../../app/doctor/checkDatabase.ts'
import { createDatabase } from './createDatabase.ts'
import { engines } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleNonce, UNBOUND } from './samples.ts'

/* A PostgreSQL that answers, and yet stores nothing or lets nobody in. */
const hasServer = engines.some(({ name }) => name === 'PostgreSQL')
const ROLE = 'palisade_refused'
const migrations = findMigrations()

describe.runIf(hasServer)('a PostgreSQL that refuses', () => {
  let url: string
  let db: Database
  let drop: () => Promise<void>
  let admin: Client
  const warnings: string[] = []
  let stores: ReturnType<typeof makeStores>
  beforeAll(async () => {
    const created = await createDatabase({ url: inject('postgres').url })
    drop = created.drop
    admin = new Client({ connectionString: created.url })
    await admin.connect()
    await admin.query(`CREATE ROLE ${ROLE} LOGIN SUPERUSER`)
    const own = new URL(created.url)
    own.username = ROLE
    url = own.href
    db = await openPostgres({ url, migrations })
    stores = makeStores(db, { warn: (sentence) => warnings.push(sentence) })
  })
  afterAll(async () => {
    await db.close()
    await admin.query(`DROP OWNED BY ${ROLE}`)
    await admin.query(`DROP ROLE ${ROLE}`)
    await admin.end()
    await drop()
  })

  /** Change the role, and make every connection anew, as after a failover. */
  async function alter(change: string): Promise<void> {
    await admin.query(`ALTER ROLE ${ROLE} ${change}`)
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [ROLE])
  }
  /** The driver, Prisma, and a transaction. */
  const asks = {
    driver: () => stores.nonces.issue(sampleNonce(), UNBOUND),
    prisma: () => stores.sessionStorage.deleteSession('offline_none.myshopify.com'),
    transaction: () => stores.signingKeys.rotate({ at: 1_790_000_000, endsAt: 1_790_000_100 }),
  }

  test.each([
    {
      change: 'SET default_transaction_read_only = on',
      back: 'RESET default_transaction_read_only',
      message: 'The database of this server cannot be changed now.',
      told: 'The database is read-only',
    },
    {
      change: 'NOLOGIN',
      back: 'LOGIN',
      message: 'The database of this server refuses it.',
      told: 'PostgreSQL refuses this server',
    },
    {
      // Nobody is let in as this role, as if all connections were taken.
      change: 'NOSUPERUSER CONNECTION LIMIT 0',
      back: 'SUPERUSER CONNECTION LIMIT -1',
      message: 'The database of this server has no free connection.',
      told: 'PostgreSQL has no free connection',
    },
  ])(
    'refuses: every call with $change, tells why, and goes on by itself (ERR_DATABASE_AWAY)',
    async (state) => {
      const { change, back, message, told } = state
      const isReady = createDatabaseCheck({ db })
      expect(await isReady()).toBe(true)
      await alter(change)
      try {
        warnings.length = 0
        for (const [name, ask] of Object.entries(asks)) {
          // The first may meet a connection that was ended.
          const ended = await ask().catch((error: unknown) => error)
          expect(ended, name).toMatchObject({ code: 'ERR_DATABASE_AWAY' })
          await expect(ask(), name).rejects.toMatchObject({ code: 'ERR_DATABASE_AWAY', message })
        }
        // Once for many failures.
        expect(warnings.filter((sentence) => sentence.startsWith(told))).toHaveLength(1)
        expect(await isReady().catch(() => false)).toBe(false)
      } finally {
        await alter(back)
      }
      await expect.poll(() => isReady().catch(() => false)).toBe(true)
      for (const ask of Object.values(asks)) await ask()
    },
  )

  test('refuses: to start on a database that is read-only, and would try again (ERR_DATABASE_AWAY)', async () => {
    await alter('SET default_transaction_read_only = on')
    onTestFinished(() => alter('RESET default_transaction_read_only'))
    await expect(openPostgres({ url, migrations })).rejects.toMatchObject({
      code: 'ERR_DATABASE_AWAY',
      message: expect.stringContaining('PostgreSQL at DATABASE_URL is read-only'),
    })
  })

  test('refuses: a connection without the encryption that the URL asks for, and says where to look (ERR_ENVIRONMENT)', async () => {
    await expect(openPostgres({ url: `${url}?sslmode=require`, migrations })).rejects.toMatchObject({
      code: 'ERR_ENVIRONMENT',
      message: expect.stringContaining('SSL'),
      hint: expect.stringContaining('sslmode'),
    })
  })

  test('behavior: a wait for another process that migrates is told', async () => {
    await admin.query('BEGIN')
    await admin.query('SELECT pg_advisory_xact_lock($1::bigint)', [String(MIGRATION_LOCK)])
    const told: string[] = []
    const opening = openPostgres({ url, migrations, warn: (sentence) => told.push(sentence) })
    try {
      await expect
        .poll(() => told, { timeout: 10_000 })
        .toEqual([expect.stringContaining('Another process holds the lock for migrations')])
    } finally {
      await admin.query('COMMIT')
    }
    await (await opening).close()
  })

  test('refuses: to wait in the doctor for a table that somebody has locked (ERR_DATABASE_AWAY)', async () => {
    await admin.query('BEGIN')
    await admin.query('LOCK TABLE _prisma_migrations')
    try {
      expect(await checkDatabase({ kind: 'postgresql', url })).toMatchObject({
        obstacle: 'away',
        findings: [
          { check: 'database', outcome: 'fail', found: expect.stringContaining('Query read timeout') },
        ],
      })
    } finally {
      await admin.query('COMMIT')
    }
  })
})
