import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { type RunningPostgres, startPostgres } from '../standin/postgres/startPostgres.ts'
import { engines } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

/* Somebody opens a transaction in psql, changes a row of a shop, and goes to lunch. */
describe.runIf(engines.some(({ name }) => name === 'PostgreSQL'))('a row that somebody keeps', () => {
  let postgres: RunningPostgres
  let db: Database
  beforeAll(async () => {
    postgres = await startPostgres()
    db = await openPostgres({ url: postgres.url, migrations: findMigrations() })
  })
  afterAll(async () => {
    await db.close()
    await postgres.close()
  })

  test('refuses: a change gives up after ten seconds, and the log says where to look (ERR_DATABASE_AWAY)', async () => {
    const warnings: string[] = []
    const stores = makeStores(db, { warn: (sentence) => void warnings.push(sentence) })
    const shop = sampleShop()
    await stores.shops.save(shop)
    const psql = new Client({ connectionString: postgres.url })
    await psql.connect()
    try {
      await psql.query('BEGIN')
      await psql.query('SELECT 1 FROM shop WHERE id = $1 FOR UPDATE', [String(shop.id)])
      await expect(stores.shops.save(shop)).rejects.toMatchObject({
        code: 'ERR_DATABASE_AWAY',
        message: 'Somebody keeps what this server needs of its database.',
      })
      expect(warnings).toEqual([expect.stringContaining('pg_blocking_pids')])
      // Other rows are not kept.
      await stores.shops.save(sampleShop())
      await psql.query('ROLLBACK')
      await stores.shops.save(shop)
    } finally {
      await psql.end()
    }
  }, 60_000)
})
