import path from 'node:path'
import { SetupError } from '../core/errors/base.ts'

/** The database to open. PGlite stores its files in `dataDir`, under `pg`. */
export type DatabaseSettings =
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'pglite'; readonly dataDir: string }

/**
 * Choose PostgreSQL when `DATABASE_URL` is set, else PGlite in `DATA_DIR` (default `./.data`).
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readDatabaseSettings(parameters: {
  env: Readonly<Record<string, string | undefined>>
}): DatabaseSettings {
  const { env } = parameters
  const url = env.DATABASE_URL
  if (!url) return { kind: 'pglite', dataDir: path.resolve(env.DATA_DIR || '.data') }
  if (!/^postgres(?:ql)?:\/\//.test(url)) {
    throw new SetupError('ERR_ENVIRONMENT', 'DATABASE_URL is not the address of a PostgreSQL database.', {
      hint: 'Write it as postgresql://user:password@host:5432/name, or remove it to use the embedded database.',
    })
  }
  return { kind: 'postgresql', url }
}
