import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { Database } from './database.ts'
import { takeLock } from './lock/takeLock.ts'
import { makePrisma } from './makePrisma.ts'
import { applyMigrations } from './migrations/applyMigrations.ts'
import type { Migration } from './migrations/findMigrations.ts'

export type OpenPGliteParameters = {
  /** The folder for the files (`pg`) and their lock (`pg.lock`), or an engine that is already running. */
  readonly dataDir: string | { readonly running: PGlite }
  readonly migrations: readonly Migration[]
}

/**
 * Open the embedded database. Two processes on one folder would corrupt it without an error, hence the lock.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION
 */
export async function openPGlite({ dataDir, migrations }: OpenPGliteParameters): Promise<Database> {
  const { pglite, release } =
    typeof dataDir === 'string' ? await start({ dataDir }) : started(dataDir.running)
  let closed: Promise<void> | undefined
  const close = async () => {
    await pglite.close()
    release()
  }
  try {
    const connection = {
      exec: (sql: string) => pglite.exec(sql),
      query: async (sql: string, params: readonly string[]) =>
        (await pglite.query<Record<string, unknown>>(sql, [...params])).rows,
    }
    const applied = await applyMigrations({ connection, migrations })
    const { PrismaPGlite } = await import('pglite-prisma-adapter')
    const prisma = makePrisma({ adapter: new PrismaPGlite(pglite) })
    return {
      engine: 'pglite',
      prisma,
      applied,
      hot: {
        query: async (_name, sql, params) =>
          (await pglite.query<Record<string, unknown>>(sql, [...params])).rows,
      },
      close: () => {
        closed ??= prisma.$disconnect().then(close)
        return closed
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function start({ dataDir }: { dataDir: string }): Promise<{ pglite: PGlite; release: () => void }> {
  await mkdir(dataDir, { recursive: true })
  const release = await takeLock({ file: path.join(dataDir, 'pg.lock'), holds: `The database in ${dataDir}` })
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    return { pglite: await PGlite.create(path.join(dataDir, 'pg')), release }
  } catch (error) {
    release()
    throw error
  }
}

function started(pglite: PGlite): { pglite: PGlite; release: () => void } {
  return { pglite, release: () => {} }
}
