import { kindOf } from './faultKinds.ts'
import type { PlannedFault } from './nightPlan.ts'
import { BROKEN, type NightAnswer } from './startSales.ts'
import type { SlowCommit } from './watchDisk.ts'

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

/** The servers' requests wait for each other after a slow commit. */
const FELT_LATE_MS = 5_000

/** `DRAIN_SECONDS` of a night. */
const ANSWERED_MS = 1_000

/** Each kind of answer that nobody should get at that moment, with how often it came, and when and how late at first. */
export function listOddAnswers({
  told,
  windows,
  slow,
}: {
  told: readonly NightAnswer[]
  windows: readonly FaultWindow[]
  slow: readonly SlowCommit[]
}): string[] {
  const found = new Map<string, { first: NightAnswer; count: number }>()
  for (const answer of told) {
    if (isExpected(answer, windows) || isLate(answer, slow)) continue
    const key = `${answer.door}: ${answer.status} ${answer.kind ?? ''} ${answer.text.slice(0, 160)}`
    const { first, count } = found.get(key) ?? { first: answer, count: 0 }
    found.set(key, { first, count: count + 1 })
  }
  return [...found].map(
    ([key, { first, count }]) => `${count} times, first ${describeMoment(first, windows)}: ${key}`,
  )
}

function describeMoment({ from, to }: NightAnswer, windows: readonly FaultWindow[]): string {
  const before = windows.filter((window) => window.to <= from).sort((one, other) => other.to - one.to)[0]
  const toText = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  return `after ${toText(to - from)}, asked ${before ? `${toText(from - before.to)} after ${before.fault}` : 'before any fault'}`
}

/** Whether the database was away because the machine itself kept it waiting. */
function isLate({ status, text, retryAfter, from, to }: NightAnswer, slow: readonly SlowCommit[]): boolean {
  if (status !== 503 || retryAfter === null || !/ERR_DATABASE_AWAY|database of this server/.test(text))
    return false
  return slow.some((commit) => from <= commit.to + FELT_LATE_MS && to >= commit.from)
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
