import type { PrismaClient } from './generated/client.ts'
import type { RunAlone } from './queueByKey.ts'

/** What a hot statement takes. Numbers of 64 bits go in as `bigint` or `number`, JSON as text. */
export type HotValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly (string | number | bigint | null)[]

/** A row as the driver gives it: 64-bit numbers are text on PostgreSQL and numbers on PGlite, so read them through `Number` or `BigInt`. */
export type HotRow = Readonly<Record<string, unknown>>

/** An open database: PostgreSQL, or PGlite in this process. */
export type Database = {
  readonly engine: 'pglite' | 'postgresql'
  readonly prisma: PrismaClient
  /** Statements that run on every request go to the driver; `name` is the prepared statement's and unique per text. */
  readonly hot: {
    readonly query: (name: string, sql: string, params: readonly HotValue[]) => Promise<readonly HotRow[]>
  }
  /**
   * Of all who name a key, in every process on this database, one runs at a time; the others wait half a minute at most.
   * A process that dies is waited for no longer.
   */
  readonly alone: RunAlone
  /** Names of the migrations that opening it applied. */
  readonly applied: readonly string[]
  /** Give up every connection and the lock file. May be called twice. */
  readonly close: () => Promise<void>
}
