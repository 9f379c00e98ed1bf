import { afterEach, beforeEach, vi } from 'vitest'

/** Fake milliseconds per turn of the event loop: never more than its real duration. */
const TURN_MS = 1

/**
 * Drive the clocks and timeouts of every test of a file by turns of the event loop instead of real time.
 *
 * For tests of time limits whose servers run in the same process. A machine that stalls counts no turns, so an
 * immediate answer is in time on any machine.
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
    // Late timers run one after the other; an immediate first lets pending I/O be handled.
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
