import { afterAll, beforeAll, inject } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { createDatabase } from './createDatabase.ts'

type OpenCountedParameters = {
  /** Gets each statement as it ends. */
  readonly report: Parameters<typeof openPostgres>[0]['report']
  /** Gets the database before the first test. */
  readonly take: (db: Database) => void
}

/** Open a database of its own at PostgreSQL for the tests of a group, which count what is sent to it. */
export function openCounted({ report, take }: OpenCountedParameters): void {
  const closers: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const { url, template } = inject('postgres')
    const database = await createDatabase({ url, template })
    closers.push(database.drop)
    const db = await openPostgres({ url: database.url, migrations: findMigrations(), report })
    closers.unshift(db.close)
    take(db)
  })
  afterAll(async () => {
    for (const close of closers) await close()
  })
}
