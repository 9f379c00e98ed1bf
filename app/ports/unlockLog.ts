import type { UnlockEvent } from '../core/numbers/types.ts'

/** The log of answers to shoppers, from which the counters of unlocks follow. */
export type UnlockLogPort = {
  /**
   * Take events, without waiting. They are written within a second. A process that dies in that second loses them. While
   * the database is away the latest 10,000 wait, and older ones are dropped and counted.
   */
  readonly add: (events: readonly UnlockEvent[]) => void
}
