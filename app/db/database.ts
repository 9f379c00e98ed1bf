import type { RunAlone } from './createQueueByKey.ts'
import type { PrismaClient } from './generated/client.ts'

/** A single value of a hot statement. 64-bit numbers are passed as `bigint` or `number`, JSON as text. */
export type HotScalar = string | number | bigint | null

/** A parameter of a hot statement. */
export type HotValue = HotScalar | boolean | readonly HotScalar[]

/**
 * A row as the driver returns it. 64-bit numbers are text on PostgreSQL and numbers on PGlite, so read them with
 * `Number` or `BigInt`.
 */
export type HotRow = Readonly<Record<string, unknown>>

/** An open database: PostgreSQL, or PGlite in this process. */
export type Database = {
  readonly engine: 'pglite' | 'postgresql'
  readonly prisma: PrismaClient
  /** Statements of hot requests go straight to the driver. `name` names the prepared statement: one name, one text. */
  readonly hot: {
    readonly query: (name: string, sql: string, params: readonly HotValue[]) => Promise<readonly HotRow[]>
  }
  /**
   * Run a function while no other with the same key runs, in any process on this database. Others wait for at most
   * thirty seconds. If a process dies, its key is released.
   */
  readonly alone: RunAlone
  /** Connections of each pool; `waiting` counts callers that wait for one. Empty if the engine has no pools. */
  readonly countConnections: () => Readonly<
    Record<string, { readonly total: number; readonly idle: number; readonly waiting: number }>
  >
  /** Names of the migrations that opening it applied. */
  readonly applied: readonly string[]
  /** Close every connection and release the lock file. May be called twice. */
  readonly close: () => Promise<void>
}
