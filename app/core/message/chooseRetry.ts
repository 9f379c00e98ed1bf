/** Seconds from each failed attempt to the next: about a day in all. Then a message is given up. */
export const RETRY_SECONDS = [5, 30, 300, 1800, 7200, 14_400, 28_800, 36_000] as const
/** No attempt is further away: what is due later was written by a clock that was ahead. Seconds. */
export const MOST_RETRY_SECONDS = Math.max(...RETRY_SECONDS)
/** A receiver of which every attempt fails is tried at least this often, while messages wait. Seconds. */
export const MOST_REST_SECONDS = 300
/** A receiver that failed for so long is switched off. Seconds. */
export const FAILING_SECONDS = 5 * 86_400

/** Choose when a message is tried again, in seconds from now; null to give it up. `attempts` counts those that failed. */
export function chooseRetry({ attempts }: { attempts: number }): number | null {
  return RETRY_SECONDS[attempts - 1] ?? null
}

/** Choose how long a receiver rests after `failures` failed attempts in a row, in seconds. */
export function chooseRest({ failures }: { failures: number }): number {
  return Math.min(MOST_REST_SECONDS, RETRY_SECONDS[failures - 1] ?? MOST_REST_SECONDS)
}
