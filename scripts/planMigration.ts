import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { findMigrations } from '../app/db/migrations/findMigrations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const schemaFile = path.join(root, 'prisma/schema.prisma')

/** The part of Prisma's schema engine (its Wasm build) that is used here. */
type SchemaEngine = { diff: (input: unknown) => Promise<{ exitCode: number; stdout: string | null }> }

type EngineGlue = {
  SchemaEngine: { new: (options: unknown, log: () => void, factory: unknown) => Promise<SchemaEngine> }
}

export type PlanMigrationParameters = {
  readonly migrationsDir: string
  /** An empty database in which the migrations are applied. */
  readonly scratch: PGlite
}

/** Plan the SQL that takes the committed migrations to `prisma/schema.prisma`; '' if both match. */
export async function planMigration({ migrationsDir, scratch }: PlanMigrationParameters): Promise<string> {
  const schema = { path: schemaFile, content: readFileSync(schemaFile, 'utf8') }
  const lockfile = path.join(migrationsDir, 'migration_lock.toml')
  const filters = { externalTables: [], externalEnums: [] }
  const engine = await loadEngine({ schema, scratch })
  const { exitCode, stdout } = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: migrationsDir,
      lockfile: { path: 'migration_lock.toml', content: readFileSync(lockfile, 'utf8') },
      shadowDbInitScript: '',
      migrationDirectories: findMigrations({ directory: migrationsDir }).map(({ name, sql }) => ({
        path: name,
        // The engine runs each file as one transaction, in which PostgreSQL allows no CONCURRENTLY.
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: sql.replaceAll(' CONCURRENTLY ', ' ') },
        },
      })),
    },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: true,
    filters,
  })
  return exitCode === 0 ? '' : (stdout ?? '')
}

async function loadEngine(parameters: {
  schema: { path: string; content: string }
  scratch: PGlite
}): Promise<SchemaEngine> {
  const { schema, scratch } = parameters
  loading ??= loadGlue()
  const glue = await loading
  const adapter = new PrismaPGlite(scratch)
  const open = () => adapter.connect()
  // The adapter's own shadow database is another PGlite, which is never closed.
  const factory = {
    provider: 'postgres' as const,
    adapterName: adapter.adapterName,
    connect: open,
    connectToShadowDb: open,
  }
  return glue.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

// Its glue supports one instance: a second one would replace the memory of the first.
let loading: Promise<EngineGlue> | undefined

async function loadGlue(): Promise<EngineGlue> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const glue = await import(pathToFileURL(path.join(path.dirname(entry), 'schema_engine_bg.js')).href)
  const bytes = readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return glue
}
