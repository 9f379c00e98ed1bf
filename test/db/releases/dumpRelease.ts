import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { writeRelease } from './release.ts'

/*
 * npx tsx test/db/releases/dumpRelease.ts: write the data of a filled database of this version beside this file, for
 * the test of upgrades. Run it at each release; earlier dumps stay as they are.
 */
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'dumps')
const server = await startPostgres()
try {
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  const facts = await writeRelease(db)
  await db.close()
  const words = ['--data-only', '--rows-per-insert=50', '--no-owner', '--no-comments', server.url]
  const dump = execFileSync('pg_dump', words, { encoding: 'utf8' })
  const lines = dump
    .split('\n')
    .filter((line) => line !== '' && !/^(?:--|SET |\\|SELECT pg_catalog.set_config)/.test(line))
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${version}.sql`), `${lines.join('\n')}\n`)
  writeFileSync(path.join(folder, `${version}.json`), `${JSON.stringify(facts, null, 2)}\n`)
} finally {
  await server.close()
}
