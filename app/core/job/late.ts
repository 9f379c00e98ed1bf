import type { Backlog } from './types.ts'

/** Seconds after which staff of a shop read that orders wait. A drop's orders wait for less. */
const SHOWN_SECONDS = 120
/** Seconds after which waiting work is a problem of the shop, as in the operator's alert. */
export const LATE_SECONDS = 900

/** Orders that wait for longer than they should. */
export type WaitingOrders = {
  readonly count: number
  /** How long the oldest has waited. */
  readonly seconds: number
  /** Why an earlier attempt failed; null if none did. */
  readonly lastError: string | null
}

/** Find what of a backlog waits for at least `least` seconds; null if it does not. */
export function findWaiting({
  backlog,
  at,
  least = SHOWN_SECONDS,
}: {
  backlog: Backlog | null
  at: number
  least?: number
}): WaitingOrders | null {
  if (backlog === null) return null
  const { count, oldestDueAt, lastError } = backlog
  const seconds = at - oldestDueAt
  return seconds < least ? null : { count, seconds, lastError }
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Format an age in its largest whole unit, but at least two of it where there is a smaller one: `90 minutes`. */
export function formatAge(seconds: number): string {
  const [unit, length] = UNITS.find(([, one]) => seconds >= 2 * one) ?? (['second', 1] as const)
  const count = Math.max(0, Math.floor(seconds / length))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
