import path from 'node:path'
import { PalisadeError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import { findMigrations } from '../db/migrations/findMigrations.ts'
import { type DatabaseFacts, readDatabaseFacts } from '../db/readDatabaseFacts.ts'
import type { DatabaseSettings } from '../db/readDatabaseSettings.ts'
import type { Finding } from './types.ts'

const OLDEST_POSTGRESQL = 140_000
const MOST_SKEW_SECONDS = 5

/** Why this process cannot read a database. `newer`: another version of Palisade has migrated it. */
export type Obstacle = 'locked' | 'away' | 'old' | 'newer'
export type CheckedDatabase = {
  readonly findings: readonly Finding[]
  /** Null if there is none. */
  readonly obstacle: Obstacle | null
}

/** Check the database without changing it. */
export async function checkDatabase(settings: DatabaseSettings): Promise<CheckedDatabase> {
  try {
    const facts = await readDatabaseFacts(settings)
    if (facts === null) {
      const found = `There is no database in ${settings.kind === 'pglite' ? path.join(settings.dataDir, 'pg') : 'DATABASE_URL'} yet.`
      const next = 'Start the server, which creates it.'
      return { findings: [{ check: 'database', outcome: 'warn', found, next }], obstacle: 'old' }
    }
    const migrations = checkMigrations(facts)
    return {
      findings: [describeVersion(facts), migrations, ...checkSkew(facts), ...checkPool(facts, settings)],
      obstacle: migrations.outcome === 'ok' ? null : findNewer(facts) ? 'newer' : 'old',
    }
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    const isLocked = error.code === 'ERR_DATABASE_LOCKED'
    const finding: Finding = {
      check: 'database',
      outcome: isLocked ? 'ok' : 'fail',
      found: isLocked ? error.message : formatError(error),
      next: isLocked ? 'A running server uses it, so the doctor asks that server instead.' : null,
    }
    return { findings: [finding], obstacle: isLocked ? 'locked' : 'away' }
  }
}

function describeVersion({ versionNumber, version, encoding }: DatabaseFacts): Finding {
  const check = 'database'
  const found = `PostgreSQL ${version}, encoding ${encoding}.`
  if (encoding !== 'UTF8')
    return {
      check,
      outcome: 'fail',
      found,
      next: 'Create the database with the encoding UTF8, and restore into it.',
    }
  if (versionNumber < OLDEST_POSTGRESQL)
    return {
      check,
      outcome: 'warn',
      found,
      next: 'Update PostgreSQL to 14 or newer: older versions get no fixes.',
    }
  return { check, outcome: 'ok', found, next: null }
}

/** The first migration that this version does not know; undefined for none. */
function findNewer({ applied }: Pick<DatabaseFacts, 'applied'>): string | undefined {
  const known = findMigrations().map(({ name }) => name)
  return applied.find((name) => !known.includes(name))
}

function checkMigrations({ applied, unfinished }: DatabaseFacts): Finding {
  const check = 'migrations'
  const known = findMigrations().map(({ name }) => name)
  const newer = findNewer({ applied })
  const missing = known.filter((name) => !applied.includes(name))
  if (newer)
    return {
      check,
      outcome: 'fail',
      found: `The database has the migration ${newer}, which this version does not know (ERR_DATABASE_NEWER).`,
      next: 'Start the newer version of Palisade, or restore an older backup.',
    }
  const [halfway] = unfinished
  if (halfway)
    return {
      check,
      outcome: 'fail',
      found: `The migration ${halfway} started and did not finish.`,
      next: 'Start the server: it says what to do.',
    }
  if (missing.length > 0)
    return {
      check,
      outcome: 'warn',
      found: `${missing.length} of ${known.length} migrations are not applied.`,
      next: 'The next start applies them. Make a backup first.',
    }
  return { check, outcome: 'ok', found: `All ${known.length} are applied.`, next: null }
}

function checkSkew({ skewSeconds }: DatabaseFacts): Finding[] {
  if (skewSeconds === null) return []
  const isFar = Math.abs(skewSeconds) > MOST_SKEW_SECONDS
  return [
    {
      check: 'database clock',
      outcome: isFar ? 'fail' : 'ok',
      found: `The database's clock is ${Math.abs(skewSeconds).toFixed(1)} s ${skewSeconds < 0 ? 'behind' : 'ahead of'} this machine's.`,
      next: isFar ? 'Set both clocks by NTP.' : null,
    },
  ]
}

function checkPool(
  { mostConnections, usedConnections }: DatabaseFacts,
  settings: DatabaseSettings,
): Finding[] {
  if (mostConnections === null || usedConnections === null || settings.kind !== 'postgresql') return []
  const free = mostConnections - usedConnections
  const wanted = (settings.poolSize ?? 10) + 3
  const isShort = mostConnections < wanted
  return [
    {
      check: 'database connections',
      outcome: isShort ? 'fail' : free < 5 ? 'warn' : 'ok',
      found: `${usedConnections} of ${mostConnections} are in use. A process of this server uses up to ${wanted}.`,
      next: isShort || free < 5 ? 'Lower DATABASE_POOL, raise max_connections, or use a PgBouncer.' : null,
    },
  ]
}
