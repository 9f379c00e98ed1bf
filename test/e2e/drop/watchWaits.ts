import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningServers } from '../openServers.ts'

const EVERY_MS = 100
/** What the servers' own statements do at a moment: run, or wait, and for what. */
const READ = `SELECT coalesce(wait_event_type || ': ' || wait_event, 'running') AS waits, left(query, 60) AS query, count(*)::int AS sessions
  FROM pg_stat_activity WHERE application_name = 'palisade' AND state = 'active' GROUP BY 1, 2`

export type Waits = {
  /** Sessions that were in it, on average over all looks. */
  readonly sessions: number
  readonly waits: string
  /** The beginning of the statement. */
  readonly query: string
}
export type WaitWatch = {
  /** Stop; answers what took the most, most first, and how often it looked. */
  readonly end: () => Promise<{ readonly looks: number; readonly waits: readonly Waits[] }>
}

/** Look ten times a second what the servers' statements wait for. */
export function watchWaits({ read }: Pick<RunningServers, 'read'>): WaitWatch {
  const sums = new Map<string, Waits>()
  let [looks, isOver] = [0, false]
  const watch = async () => {
    while (!isOver) {
      const rows = await read(READ)
      looks++
      for (const { waits, query, sessions } of rows) {
        const one = { waits: String(waits), query: String(query).replaceAll(/\s+/g, ' ') }
        const key = JSON.stringify(one)
        sums.set(key, { ...one, sessions: (sums.get(key)?.sessions ?? 0) + Number(sessions) })
      }
      await sleep(EVERY_MS)
    }
  }
  const watching = watch()
  return {
    end: async () => {
      isOver = true
      await watching
      const waits = [...sums.values()].map((one) => ({ ...one, sessions: one.sessions / Math.max(1, looks) }))
      return { looks, waits: waits.sort((a, b) => b.sessions - a.sessions) }
    },
  }
}
