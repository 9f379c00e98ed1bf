import { createZoneMemory } from './createZoneMemory.ts'
import { formatPeriod, readLocalClock } from './readLocalClock.ts'

export type ChooseUntilParameters = {
  /** Unix seconds. */
  readonly now: number
  readonly ianaTimezone: string
  /** Minimum life of the proof in seconds; at most a day. */
  readonly proofLife: number
}
export type ChooseUntilResult = {
  /** `YYYYMMDDSS`, the first shop-local slot in which the proof is not valid. */
  readonly until: string
  /** The first instant (unix seconds) at which the proof is not valid; shown to the shopper. */
  readonly endsAt: number
}

const QUARTER = 900
// A zone may set its clock back while a proof lives: one hour nearly everywhere, two in Troll. The search covers that.
const HORIZON_QUARTERS = 32

const remember = createZoneMemory<ChooseUntilResult>()

/**
 * Choose when a proof ends: the first even-hour boundary of the shop's clock at least `proofLife` away.
 *
 * Offsets of all zones are multiples of a quarter hour (2015 to 2035), so only quarter hours need a check.
 */
export function chooseUntil({ now, ianaTimezone, proofLife }: ChooseUntilParameters): ChooseUntilResult {
  const earliest = now + proofLife
  return remember(ianaTimezone, earliest, () => findEnd({ earliest, ianaTimezone }))
}

function findEnd({ earliest, ianaTimezone }: { earliest: number; ianaTimezone: string }): ChooseUntilResult {
  const local = readLocalClock({ at: earliest, ianaTimezone })
  const until = formatPeriod(local.isBoundary ? local : findNextPeriod(local))
  const start = Math.floor(earliest / QUARTER) * QUARTER
  let lastValid = start - QUARTER
  for (let i = 0; i < HORIZON_QUARTERS; i++) {
    const at = start + i * QUARTER
    if (formatPeriod(readLocalClock({ at, ianaTimezone })) < until) lastValid = at
  }
  return { until, endsAt: lastValid + QUARTER }
}

function findNextPeriod({ day, period }: { day: string; period: number }): { day: string; period: number } {
  if (period < 11) return { day, period: period + 1 }
  const next = new Date(
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)) + 1),
  )
  return { day: next.toISOString().slice(0, 10).replaceAll('-', ''), period: 0 }
}
