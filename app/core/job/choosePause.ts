const FIRST_MS = 200
const MOST_MS = 300_000

/**
 * Choose how long a shop's work rests after a passing fault of Shopify, in milliseconds: doubled with each further
 * fault, at most five minutes. `chance`, from 0 to 1, takes off up to half, so that shops do not come back together.
 */
export function choosePause({ faults, chance }: { faults: number; chance: number }): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(Math.max(faults, 1) - 1, 20))
  return Math.round(whole * (1 - chance / 2))
}
