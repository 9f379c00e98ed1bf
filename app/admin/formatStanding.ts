import { standingOf } from '../core/gate/standing.ts'
import type { Gate, GateStanding, Schedule } from '../core/gate/types.ts'
import { formatInstant } from './formatInstant.ts'

/** How a gate stands by itself, whatever Shopify knows of it. */
export type Standing = {
  readonly kind: GateStanding
  /** What its schedule brings next or has brought: `Starts 3 Dec 2026, 10:00`. Null where there is nothing to say. */
  readonly note: string | null
}

export type FormatStandingParameters = {
  readonly gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  /** Unix seconds. */
  readonly now: number
  readonly timeZone: string
}

/** How a gate stands, with what its schedule says of that. */
export function formatStanding({ gate, now, timeZone }: FormatStandingParameters): Standing {
  const kind = standingOf({ gate, now })
  return { kind, note: kind === 'paused' ? null : formatNote({ schedule: gate.schedule, now, timeZone }) }
}

function formatNote({
  schedule: { startsAt, endsAt },
  now,
  timeZone,
}: {
  schedule: Schedule
  now: number
  timeZone: string
}): string | null {
  if (startsAt !== null && startsAt > now) return `Starts ${formatInstant({ at: startsAt, timeZone })}`
  if (endsAt === null) return null
  return `${endsAt > now ? 'Ends' : 'Ended'} ${formatInstant({ at: endsAt, timeZone })}`
}
