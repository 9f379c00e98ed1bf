import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations, type Migration } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { openPGliteInMemory } from '../../standin/postgres/openPGliteInMemory.ts'
import { createDatabase } from '../createDatabase.ts'
import { engines } from '../engines.ts'
import { checkRelease } from './checkRelease.ts'
import type { ReleaseFacts } from './release.ts'

const DUMPS = 'test/db/releases/dumps'
const versions = readdirSync(DUMPS).flatMap((name) => /^(.+)\.sql$/.exec(name)?.[1] ?? [])
const all = findMigrations()
/** A migration that no released version knows. */
const newer: Migration = {
  name: '99991231235959_newer',
  sql: 'CREATE TABLE newer (id INT);',
  checksum: '0'.repeat(64),
}

const isNaming = ({ name }: Migration) => name.endsWith('_discount_name')

type Opened = {
  readonly open: (migrations: readonly Migration[]) => Promise<Database>
  readonly end: () => Promise<void>
}
async function openEmbedded(): Promise<Opened> {
  const pglite = await openPGliteInMemory()
  return {
    open: (migrations) => openAttachedPGlite({ pglite, migrations, end: async () => {} }),
    end: () => pglite.close(),
  }
}
async function openServed(): Promise<Opened> {
  const { url, drop } = await createDatabase({ url: inject('postgres').url })
  return { open: (migrations) => openPostgres({ url, migrations }), end: drop }
}

const cases = versions.flatMap((version) => engines.map(({ name }) => ({ version, name })))

describe.each(cases)('a database of $version on $name', ({ version, name }) => {
  const dump = readFileSync(`${DUMPS}/${version}.sql`, 'utf8')
  const facts = JSON.parse(readFileSync(`${DUMPS}/${version}.json`, 'utf8')) as ReleaseFacts
  let engine: Opened
  beforeAll(async () => {
    engine = await (name === 'PGlite' ? openEmbedded() : openServed())
  })
  afterAll(() => engine?.end())

  test('behavior: its gates, uses, keys and sessions survive the upgrade, and unlocks and orders go on', async () => {
    const known = all.filter((migration) => dump.includes(`'${migration.name}'`))
    expect(known.length).toBeGreaterThan(20)
    const old = await engine.open(known)
    await restoreData({ db: old, dump })
    await old.close()
    const db = await engine.open(all)
    expect(db.applied).toEqual(all.filter((one) => !known.includes(one)).map((one) => one.name))
    // Shoppers read the names of gates from before discounts had names: one job of each shop publishes them.
    const where = { kind: 'publish', runAt: 0n }
    const publications = await db.prisma.job.findMany({ where })
    const first = String(Math.min(facts.gate, facts.openGate))
    expect(publications.map(({ key }) => key)).toEqual(known.some(isNaming) ? [] : [first])
    await db.prisma.job.deleteMany({ where })
    await checkRelease({ db, facts })
    await db.close()
  })

  test('refuses: a server that is older than its database, and changes nothing (ERR_DATABASE_NEWER)', async () => {
    await (await engine.open([...all, newer])).close()
    const opening = engine.open(all)
    await expect(opening).rejects.toMatchObject({
      code: 'ERR_DATABASE_NEWER',
      message: expect.stringContaining(newer.name),
    })
    const db = await engine.open([...all, newer])
    expect(db.applied).toEqual([])
    expect(await db.prisma.gate.count()).toBe(2)
    await db.close()
  })
})

/** Load a dump of data, in the order of the tables, without checking each row's references. */
async function restoreData({ db, dump }: { db: Database; dump: string }): Promise<void> {
  const sql = dump.replace(/^INSERT INTO public\._prisma_migrations [^;]*;$/gm, '')
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica')
    for (const statement of sql.split(/;\n/)) if (statement.trim()) await tx.$executeRawUnsafe(statement)
  })
}

describe('released versions', () => {
  test('behavior: the newest tag has a dump, so that its upgrade is tested', () => {
    const words = ['tag', '--list', 'v*', '--sort=-version:refname']
    const tags = existsSync('.git') ? execFileSync('git', words, { encoding: 'utf8' }) : ''
    const [newest] = tags.split('\n').filter(Boolean)
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(versions).toContain(newest?.slice(1) ?? version)
  })
})
