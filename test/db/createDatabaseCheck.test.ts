import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabaseCheck } from '../../app/db/createDatabaseCheck.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openMemoryDatabase } from '../standin/postgres/openMemoryDatabase.ts'

describe('createDatabaseCheck', () => {
  let db: Database
  beforeAll(async () => {
    db = await openMemoryDatabase()
  })
  afterAll(() => db.close())
  const [first, ...others] = findMigrations()
  const later = { name: '99999999999999_later', sql: 'SELECT 1', checksum: '0' }

  test('default: a database with every migration of this version', async () => {
    expect(await createDatabaseCheck({ db })()).toBe(true)
  })

  test('behavior: a database that a newer version has migrated is good enough for this one', async () => {
    expect(await createDatabaseCheck({ db, migrations: first ? [first] : [] })()).toBe(true)
  })

  test('refuses: a database that lacks a migration', async () => {
    expect(await createDatabaseCheck({ db, migrations: [...others, later] })()).toBe(false)
  })

  test('refuses: a database that does not answer', async () => {
    const away: Database = {
      ...db,
      hot: { query: () => Promise.reject(new Error('connect ECONNREFUSED')) },
    }
    await expect(createDatabaseCheck({ db: away })()).rejects.toThrow()
  })
})
