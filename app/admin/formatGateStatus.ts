import { standingOf } from '../core/gate/standing.ts'
import type { Gate, Schedule } from '../core/gate/types.ts'
import { formatInstant } from './formatInstant.ts'
import type { GateStatus } from './views.ts'

export type FormatGateStatusParameters = {
  readonly gate: Pick<Gate, 'state' | 'publication' | 'schedule' | 'deletedAt'>
  readonly now: number
  readonly timeZone: string
}

/** How a gate stands. A pending gate says why, even when the attempt was broken off without a word. */
export function formatGateStatus({ gate, now, timeZone }: FormatGateStatusParameters): GateStatus {
  const standing = standingOf({ gate, now })
  const note = standing === 'paused' ? null : formatNote({ schedule: gate.schedule, now, timeZone })
  if (gate.publication.kind === 'published') return { kind: standing, reason: null, note }
  const reason = gate.publication.reason ?? 'Telling Shopify of it was interrupted.'
  return { kind: 'pending', reason, note }
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
