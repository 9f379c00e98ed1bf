import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** A commit of PostgreSQL that took longer than it may. Milliseconds of `performance.now()`. */
export type SlowCommit = { readonly from: number; readonly to: number }
export type DiskWatch = {
  /** Commits that the machine itself kept waiting, without this app. */
  readonly slow: readonly SlowCommit[]
  readonly longestMs: () => number
  readonly close: () => Promise<void>
}

/** A commit takes milliseconds. After this time the servers' pool of connections is behind. */
const SLOW_MS = 2_000
const POLL_MS = 1_000

/**
 * Commit once a second, around the line that faults cut. A machine whose processor or disk others use answers late, and
 * what the servers answer then is no fault of theirs. Without PostgreSQL nothing is watched.
 */
export function watchDisk(url: string | null): DiskWatch {
  const slow: SlowCommit[] = []
  let [longest, isOver] = [0, false]
  const watching = (async () => {
    while (url !== null && !isOver) {
      const from = performance.now()
      const isDone = await commit(url)
      const to = performance.now()
      if (isDone) longest = Math.max(longest, to - from)
      if (isDone && to - from > SLOW_MS) slow.push({ from, to })
      await sleep(POLL_MS)
    }
  })()
  return {
    slow,
    longestMs: () => longest,
    close: () => {
      isOver = true
      return watching
    },
  }
}

/** Connect and commit; false while PostgreSQL is away by a fault of the night. */
async function commit(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000, query_timeout: 60_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query("SELECT pg_logical_emit_message(true, 'night', '')")
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
