import type { UnlockEvent } from '../core/numbers/types.ts'
import { STORED_KINDS } from '../core/privacy/kinds.ts'
import type { UnlockLogPort } from '../ports/unlockLog.ts'
import { isConnectionLoss, isUnwritable } from './createGuardedStore.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import { writeEvents } from './numbers/writeEvents.ts'

/** Days. An event is kept so long, and a holder so long after the last unlock. */
const KEPT_DAYS = { event: STORED_KINDS.unlocks.keptDays, holder: 400 }
const DAY = 86_400
const WAIT_MS = 1000
const MOST_IN_BATCH = 500
const MOST_WAITING = 10_000

export type UnlockLog = UnlockLogPort & {
  /** Write all that waits; called once, before the database is closed. */
  readonly close: () => Promise<void>
}

/**
 * Collect events of unlocks, and write them every second, or 500 at once, to `unlock_event`, `unlock_wallet`, `gate_day`
 * and `gate_holder`. A failed batch waits if the database is away, and else is dropped.
 */
export function createUnlockLog(parameters: {
  db: Database
  hashPersonal: (text: string) => string
  /** Unix seconds. */
  now: () => number
  /** Receives the number of dropped events. */
  countDropped: (count: number) => void
  /** Receives what the operator should know. */
  warn: (sentence: string) => void
}): UnlockLog {
  const { db, now, countDropped, warn } = parameters
  const sweepEvents = createSweep({ db, table: 'unlock_event' })
  const sweepHolders = createSweep({ db, table: 'gate_holder' })
  let waiting: UnlockEvent[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null
  let isAway = false

  const removeOldest = () => {
    const excess = waiting.length - MOST_WAITING
    if (excess <= 0) return
    waiting = waiting.slice(excess)
    countDropped(excess)
  }
  const writeBatch = async (): Promise<void> => {
    const events = waiting.slice(0, MOST_IN_BATCH)
    waiting = waiting.slice(events.length)
    try {
      await writeEvents({ ...parameters, events })
    } catch (error) {
      if (isConnectionLoss(error) || isUnwritable(error) || isDeadlock(error)) {
        waiting = [...events, ...waiting]
        isAway = true
        return removeOldest()
      }
      countDropped(events.length)
      warn(`${events.length} answers to shoppers could not be written to the log, and were dropped.`)
    }
    await sweepEvents(now() - KEPT_DAYS.event * DAY, events.length).catch(() => undefined)
    await sweepHolders(now() - KEPT_DAYS.holder * DAY, events.length).catch(() => undefined)
  }
  /** Write until nothing waits, or the database is away. */
  const writeAll = async (): Promise<void> => {
    isAway = false
    while (waiting.length > 0 && !isAway) await writeBatch()
  }
  const startWriting = (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    writing ??= writeAll().finally(() => {
      writing = null
      if (waiting.length > 0) startTimer()
    })
    return writing
  }
  const startTimer = () => {
    if (timer) return
    timer = setTimeout(() => void startWriting(), WAIT_MS)
    // A process that ends calls `close`.
    timer.unref()
  }
  return {
    add: (events) => {
      waiting.push(...events)
      removeOldest()
      if (waiting.length >= MOST_IN_BATCH && !writing && !isAway) void startWriting()
      else if (waiting.length > 0) startTimer()
    },
    close: async () => {
      await writing
      await startWriting()
      if (timer) clearTimeout(timer)
      if (waiting.length > 0) countDropped(waiting.length)
      waiting = []
    },
  }
}

/** Whether PostgreSQL undid the statement for another's sake: an erasure of a customer deletes holders meanwhile. */
function isDeadlock(error: unknown): boolean {
  return Reflect.get(Object(error), 'code') === '40P01'
}
