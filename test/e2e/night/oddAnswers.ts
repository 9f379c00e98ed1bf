import { kindOf } from './faultKinds.ts'
import type { PlannedFault } from './nightPlan.ts'
import { BROKEN, type NightAnswer } from './startSales.ts'

/** A fault with the time in which it may be noticed. Milliseconds of `performance.now()`. */
export type FaultWindow = PlannedFault & {
  readonly from: number
  /** When it was over. */
  to: number
  /** How long after its end enough answers were good. */
  recoveredMs: number | null
}
export type Watch = {
  readonly windows: readonly FaultWindow[]
  readonly open: (fault: PlannedFault) => FaultWindow
  readonly close: (window: FaultWindow) => void
  readonly countActive: () => number
  /** When the last fault ended; infinite while one lasts. */
  readonly findQuiet: () => number
}

/** Keep the faults of a night with their times. */
export function createWatch(): Watch {
  const windows: FaultWindow[] = []
  return {
    windows,
    open: (fault) => {
      const window = { ...fault, from: performance.now(), to: Number.POSITIVE_INFINITY, recoveredMs: null }
      windows.push(window)
      return window
    },
    close: (window) => {
      window.to = performance.now()
    },
    findQuiet: () => Math.max(0, ...windows.map(({ to }) => to)),
    countActive: () => windows.filter(({ to }) => to === Number.POSITIVE_INFINITY).length,
  }
}

/** A fault may be felt for so long after its end: caches, endpoints that rest, and connections that are made anew. */
export const FELT_MS = 30_000

/** `DRAIN_SECONDS` of a night. */
const ANSWERED_MS = 1_000

/** Each kind of answer that nobody should get at that moment, with how often it came. */
export function listOddAnswers({
  told,
  windows,
}: {
  told: readonly NightAnswer[]
  windows: readonly FaultWindow[]
}): string[] {
  const counts = new Map<string, number>()
  for (const answer of told) {
    if (isExpected(answer, windows)) continue
    const key = `${answer.door}: ${answer.status} ${answer.kind ?? ''} ${answer.text.slice(0, 160)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => `${count} times: ${key}`)
}

/** Whether an answer is good, or a fault that was on allows it. */
function isExpected(answer: NightAnswer, windows: readonly FaultWindow[]): boolean {
  const { status, kind, from, to, text, retryAfter, door } = answer
  if (status === 200 && kind !== 'unchecked') return true
  if (status === BROKEN) return false
  if (status === 503 && retryAfter === null && !text.includes('ERR_CLOCK_WRONG')) return false
  if (status === 502 && !(door.startsWith('admin') && text.includes('Shopify'))) return false
  const isStarting = status === 503 && text.includes('This server is starting')
  const what = kind === 'unchecked' ? kind : status
  return windows.some(
    (window) =>
      from <= window.to + FELT_MS &&
      to >= window.from &&
      (kindOf(window.fault).may.includes(what) ||
        (isStarting && kindOf(window.fault).may.includes('starting'))) &&
      // A server that is told to stop answers what it was asked before, and all until it accepts no more connections.
      (window.fault !== 'server-stopped' || status !== 0 || from >= window.from + ANSWERED_MS),
  )
}
