import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { checkDatabase } from '../../app/doctor/checkDatabase.ts'
import { createDatabase } from './createDatabase.ts'
import { engines } from './engines.ts'

const all = findMigrations()
const newer = { name: '99991231235959_newer', sql: 'SELECT 1;', checksum: '0'.repeat(64) }

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function makeSettings(name: string) {
  if (name === 'PGlite') return { kind: 'pglite', dataDir: makeFolder() } as const
  const { url, drop } = await createDatabase({ url: inject('postgres').url })
  onTestFinished(drop)
  return { kind: 'postgresql', url } as const
}

describe.each(engines)('the doctor and a database on $name', ({ name }) => {
  test('behavior: it tells missing, all and unknown migrations, and changes nothing', async () => {
    const settings = await makeSettings(name)
    const openWith = async (migrations: typeof all) =>
      (await openDatabase({ ...settings, migrations })).close()
    const find = async () => {
      const { findings, obstacle } = await checkDatabase(settings)
      return { obstacle, ...findings.find(({ check }) => check === 'migrations') }
    }
    await openWith(all.slice(0, 3))
    for (let again = 0; again < 2; again++)
      expect(await find()).toMatchObject({
        obstacle: 'old',
        outcome: 'warn',
        found: `${all.length - 3} of ${all.length} migrations are not applied.`,
      })
    await openWith(all)
    expect(await find()).toMatchObject({ obstacle: null, outcome: 'ok' })
    await openWith([...all, newer])
    expect(await find()).toMatchObject({
      obstacle: 'newer',
      outcome: 'fail',
      found: expect.stringContaining('ERR_DATABASE_NEWER'),
    })
  })
})

test('behavior: the doctor says that a server has the embedded database, and that there is none yet', async () => {
  const dataDir = makeFolder()
  expect((await checkDatabase({ kind: 'pglite', dataDir })).findings).toMatchObject([{ outcome: 'warn' }])
  const db = await openDatabase({ kind: 'pglite', dataDir })
  onTestFinished(() => db.close())
  expect(await checkDatabase({ kind: 'pglite', dataDir })).toMatchObject({
    obstacle: 'locked',
    findings: [{ check: 'database', outcome: 'ok', found: expect.stringContaining('is in use by process') }],
  })
})

describe.runIf(engines.some(({ name }) => name === 'PostgreSQL'))('the doctor and a PostgreSQL', () => {
  test('refuses: one that does not answer, without its password (ERR_DATABASE_AWAY)', async () => {
    const url = 'postgresql://someone:hunter2@127.0.0.1:1/palisade'
    const { findings, obstacle } = await checkDatabase({ kind: 'postgresql', url })
    expect(obstacle).toBe('away')
    expect(findings).toMatchObject([{ check: 'database', outcome: 'fail' }])
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })

  test('refuses: an encoding that cannot hold every text', async () => {
    const { url } = inject('postgres')
    const client = new Client({ connectionString: url })
    await client.connect()
    onTestFinished(async () => {
      await client.query('DROP DATABASE doctor_ascii WITH (FORCE)')
      await client.end()
    })
    await client.query("CREATE DATABASE doctor_ascii ENCODING 'SQL_ASCII' TEMPLATE template0")
    const settings = { kind: 'postgresql', url: url.replace(/\/postgres$/, '/doctor_ascii') } as const
    const { findings } = await checkDatabase(settings)
    expect(findings[0]).toMatchObject({
      check: 'database',
      outcome: 'fail',
      found: expect.stringContaining('SQL_ASCII'),
    })
  })

  test('behavior: clocks that agree, and connections that do not suffice', async () => {
    const settings = await makeSettings('PostgreSQL')
    if (settings.kind !== 'postgresql') throw new Error('PostgreSQL has other settings.')
    const find = async (poolSize: number) => (await checkDatabase({ ...settings, poolSize })).findings
    const outcomes = (await find(10)).map(({ check, outcome }) => [check, outcome])
    expect(outcomes).toEqual(
      expect.arrayContaining([
        ['database', 'ok'],
        ['database clock', 'ok'],
      ]),
    )
    expect((await find(200)).find(({ check }) => check === 'database connections')).toMatchObject({
      outcome: 'fail',
    })
  })
})
