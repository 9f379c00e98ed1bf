import { standingOf } from '../core/gate/standing.ts'
import type { Gate, GateStanding, Schedule } from '../core/gate/types.ts'
import { formatInstant } from './formatInstant.ts'

/** Standing of a gate, independent of its publication. */
export type Standing = {
  readonly kind: GateStanding
  /** Next or last event of the schedule: `Starts 3 Dec 2026, 10:00`. Null if there is none, and for a paused gate. */
  readonly note: string | null
}

export type FormatStandingParameters = {
  readonly gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  /** Unix seconds. */
  readonly now: number
  readonly timeZone: string
}

/** Format the standing of a gate, with a note about its schedule. */
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
