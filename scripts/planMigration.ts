import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { findMigrations } from '../app/db/migrations/findMigrations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const schemaFile = path.join(root, 'prisma/schema.prisma')

/** The part of Prisma's schema engine (its Wasm build) that is asked here. */
type SchemaEngine = { diff: (input: unknown) => Promise<{ exitCode: number; stdout: string | null }> }

/** Write the SQL that takes the committed migrations to `prisma/schema.prisma`; '' when they say the same. */
export async function planMigration({ migrationsDir }: { migrationsDir: string }): Promise<string> {
  const schema = { path: schemaFile, content: readFileSync(schemaFile, 'utf8') }
  const lockfile = path.join(migrationsDir, 'migration_lock.toml')
  const filters = { externalTables: [], externalEnums: [] }
  const scratch = await PGlite.create('memory://')
  try {
    const engine = await loadEngine({ schema, scratch })
    const { exitCode, stdout } = await engine.diff({
      from: {
        tag: 'migrations',
        baseDir: migrationsDir,
        lockfile: { path: 'migration_lock.toml', content: readFileSync(lockfile, 'utf8') },
        shadowDbInitScript: '',
        migrationDirectories: findMigrations({ directory: migrationsDir }).map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters,
    })
    return exitCode === 0 ? '' : (stdout ?? '')
  } finally {
    await scratch.close()
  }
}

async function loadEngine(parameters: {
  schema: { path: string; content: string }
  scratch: PGlite
}): Promise<SchemaEngine> {
  const { schema, scratch } = parameters
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const glueFile = path.join(path.dirname(entry), 'schema_engine_bg.js')
  const glue = await import(pathToFileURL(glueFile).href)
  const bytes = readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(scratch))
  return glue.SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, factory)
}
