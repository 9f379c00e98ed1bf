import type { ClientBase, Pool } from 'pg'
import { throwDatabaseAway } from './createGuardedStore.ts'
import { createQueueByKey, type RunAlone } from './createQueueByKey.ts'

/** A process that PostgreSQL does not hear for so long is frozen, or cut off: its lock ends. */
export const LOCK_QUIET_MS = 15_000
/** How often a process that keeps a lock is heard within that time. */
const HEARD_TIMES = 5

type LockParameters = {
  /** How long to wait for the lock of another process, in milliseconds. */
  readonly waitMs: number
  /** How long a holder keeps a lock of which PostgreSQL hears nothing, in milliseconds. */
  readonly quietMs: number
}

/** Run functions with the same key one after the other among all processes, by locks of PostgreSQL. */
export function lockByKey(
  parameters: LockParameters & { locks: Pool; warn: (error: unknown) => void },
): RunAlone {
  const { locks, waitMs, quietMs, warn } = parameters
  const queue = createQueueByKey()
  const giveUp = (error: unknown) => {
    warn(error)
    throwDatabaseAway(error)
  }
  return (key, run) =>
    queue(key, async () => {
      const client = await locks.connect().catch(giveUp)
      try {
        await lock({ client, key, waitMs, quietMs }).catch(giveUp)
        return await runHeard({ client, quietMs, run })
      } finally {
        // Closing the connection ends its transaction, and with it the lock, in any state.
        client.release(true)
      }
    })
}

/**
 * Lock a key until the connection's transaction ends. A lock of the session would outlive its owner behind a PgBouncer
 * that pools transactions.
 */
async function lock(parameters: LockParameters & { client: ClientBase; key: string }): Promise<void> {
  const { client, key, waitMs, quietMs } = parameters
  await client.query(
    `BEGIN; SET LOCAL lock_timeout = ${waitMs}; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = ${quietMs}`,
  )
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
}

/**
 * Run something while PostgreSQL hears of the lock's connection. Of a frozen process it hears nothing, and ends the lock,
 * so that others go on. What that process does when it wakes up, it does without the lock.
 */
async function runHeard<T>(parameters: {
  client: ClientBase
  quietMs: number
  run: () => Promise<T>
}): Promise<T> {
  const { client, quietMs, run } = parameters
  const timer = setInterval(() => {
    // A lost connection has been told already, and loses the lock alone.
    client.query('SELECT 1').catch(() => undefined)
  }, quietMs / HEARD_TIMES)
  try {
    return await run()
  } finally {
    clearInterval(timer)
  }
}
