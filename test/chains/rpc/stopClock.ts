import { afterEach, beforeEach, vi } from 'vitest'

/**
 * Let no time pass within the tests of a file: nothing that is asked comes too late, however slow the machine is.
 *
 * For tests whose servers are in the same process and none of which is silent.
 */
export function stopClock(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
  afterEach(() => void vi.useRealTimers())
}
