import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../../core/errors/base.ts'

/** A committed migration. `checksum` is the SHA-256 of its file in hex, as Prisma computes it. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/**
 * Read the committed migrations, oldest first; by default those of this app.
 * @throws {SetupError} ERR_MIGRATION when there are none
 */
export function findMigrations({ directory = findFolder() }: { directory?: string } = {}): Migration[] {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return names.map((name) => {
    const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

// The code runs from sources and from bundles at different depths, and from any working directory.
function findFolder(): string {
  for (const start of [path.dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const candidate = path.join(folder, 'prisma', 'migrations')
      if (existsSync(path.join(candidate, 'migration_lock.toml'))) return candidate
      if (path.dirname(folder) === folder) break
    }
  }
  throw new SetupError(
    'ERR_MIGRATION',
    'The folder prisma/migrations was not found, so the database cannot be set up.',
    {
      hint: 'Start the server in the folder that holds prisma/migrations.',
    },
  )
}
