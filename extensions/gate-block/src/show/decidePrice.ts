import type { Gives } from '../readConfig.ts'

export type DecidePriceParameters = {
  readonly cents: number
  readonly gives: Gives | null
  /** Whether the shop's prices have no decimals, so that only whole units can be written. */
  readonly isWhole: boolean
}

/**
 * Decide the price to show once a gate is open, or null where it cannot be told exactly.
 *
 * The checkout computes the real one; a price that it might round otherwise is not shown.
 */
export function decidePrice(parameters: DecidePriceParameters): number | null {
  const { cents, gives, isWhole } = parameters
  let off: number | null = null
  if (gives?.kind === 'percentage') off = (cents * Math.round(Number(gives.percent) * 100)) / 10_000
  if (gives?.kind === 'fixed_amount') off = Math.min(cents, Math.round(Number(gives.amount) * 1000) / 10)
  if (off === null || !(off > 0) || off % (isWhole ? 100 : 1) !== 0) return null
  return cents - off
}
