import { afterEach, beforeEach, vi } from 'vitest'

/**
 * Stop time within the tests of a file: no request times out, however slow the machine is.
 *
 * For tests whose servers run in the same process and all answer.
 */
export function stopClock(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
  afterEach(() => void vi.useRealTimers())
}
