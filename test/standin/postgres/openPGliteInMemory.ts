import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import type { Migration } from '../../../app/db/migrations/findMigrations.ts'
import { runMigrations } from '../../../app/db/migrations/runMigrations.ts'

const cache = fileURLToPath(new URL('../../../.cache', import.meta.url))

/**
 * Start a PGlite in memory: empty, or with these migrations applied.
 *
 * It caches the files in `.cache` and loads them the next time, four times as fast as a fresh start.
 */
export async function openPGliteInMemory({
  migrations = [],
}: {
  readonly migrations?: readonly Migration[]
} = {}): Promise<PGlite> {
  const file = path.join(cache, `pglite-${readVersion()}${nameMigrations(migrations)}.tar`)
  if (existsSync(file)) return PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) })
  const fresh = migrations.length > 0 ? await openPGliteInMemory() : await PGlite.create()
  if (migrations.length > 0) await migrate(fresh, migrations)
  const dump = Buffer.from(await (await fresh.dumpDataDir('none')).arrayBuffer())
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, dump)
  renameSync(`${file}.${process.pid}`, file)
  return fresh
}

async function migrate(pglite: PGlite, migrations: readonly Migration[]): Promise<void> {
  const connection = {
    exec: (sql: string) => pglite.exec(sql),
    query: async (sql: string, params: readonly string[]) =>
      (await pglite.query<Record<string, unknown>>(sql, [...params])).rows,
    lock: <T>(run: () => Promise<T>) => run(),
  }
  await runMigrations({ connection, migrations })
}

function nameMigrations(migrations: readonly Migration[]): string {
  if (migrations.length === 0) return ''
  const hash = createHash('sha256')
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`)
  return `-${hash.digest('hex').slice(0, 16)}`
}

function readVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'))
  return String(version)
}
