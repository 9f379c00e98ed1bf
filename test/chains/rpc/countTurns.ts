import { afterEach, beforeEach, vi } from 'vitest'

/** What a turn of the event loop counts for, in milliseconds: never more than it takes by the wall. */
const TURN_MS = 1

/**
 * Have the clocks and timeouts of every test of a file go by turns of the event loop instead of by the wall.
 *
 * For tests of time limits whose servers are in the same process: one that stands still counts no turn, so that what
 * is answered at once is in time on any machine.
 */
export function countTurns(): void {
  const { setTimeout: wait } = globalThis
  let stop = () => {}
  beforeEach(() => {
    let isOver = false
    stop = () => {
      isOver = true
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
    // Timers that are late run one after the other; an immediate has whatever has come in handled before it.
    const next = () => void wait(() => setImmediate(turn), 1)
    const turn = () => {
      if (isOver) return
      vi.advanceTimersByTime(TURN_MS)
      next()
    }
    next()
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })
}
