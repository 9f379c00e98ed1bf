import path from 'node:path'
import { Client } from 'pg'
import { SetupError } from '../core/errors/base.ts'

/** The database to open. PGlite stores its files in `dataDir`, under `pg`. */
export type DatabaseSettings =
  | { readonly kind: 'postgresql'; readonly url: string; readonly poolSize?: number }
  | { readonly kind: 'pglite'; readonly dataDir: string }

const MOST_CONNECTIONS = 200

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
  if (!/^postgres(?:ql)?:\/\/\S*$/.test(url) || !URL.canParse(url)) {
    throw new SetupError('ERR_ENVIRONMENT', 'DATABASE_URL is not the address of a PostgreSQL database.', {
      hint: 'Write it as postgresql://user:password@host:5432/name, or remove it to use the embedded database.',
    })
  }
  const driverUrl = toDriverUrl(url)
  checkReadable(driverUrl)
  const poolSize = env.DATABASE_POOL ? Number(env.DATABASE_POOL) : undefined
  if (
    poolSize !== undefined &&
    !(Number.isInteger(poolSize) && poolSize >= 1 && poolSize <= MOST_CONNECTIONS)
  ) {
    throw new SetupError('ERR_ENVIRONMENT', 'DATABASE_POOL is not a number of connections.', {
      hint: `Set it to a whole number from 1 to ${MOST_CONNECTIONS}, or remove it.`,
    })
  }
  return { kind: 'postgresql', url: driverUrl, ...(poolSize !== undefined && { poolSize }) }
}

/**
 * Name the encryption that the driver takes these modes for. It would write eight lines about them into the log, which are
 * no JSON.
 * @see https://github.com/brianc/node-postgres/tree/master/packages/pg-connection-string#tcp-connections
 */
function toDriverUrl(url: string): string {
  if (/[?&]uselibpqcompat=true(?:&|$)/.test(url)) return url
  return url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/g, '$1verify-full')
}

/** The driver reads the files of certificates that the URL names. */
function checkReadable(url: string): void {
  try {
    new Client({ connectionString: url })
  } catch (cause) {
    const code = Reflect.get(Object(cause), 'code')
    throw new SetupError(
      'ERR_ENVIRONMENT',
      `DATABASE_URL names a file that cannot be read${typeof code === 'string' ? ` (${code})` : ''}.`,
      { hint: 'Correct sslrootcert, sslcert and sslkey in it, or remove them.', cause },
    )
  }
}
