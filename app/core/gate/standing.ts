import type { Gate, GateStanding } from './types.ts'

/**
 * How a gate stands at an instant in unix seconds. A deleted gate has ended.
 *
 * Whoever pauses a gate pauses its schedule too: it neither starts nor ends while it is paused.
 */
export function standingOf({
  gate,
  now,
}: {
  gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  now: number
}): GateStanding {
  const { startsAt, endsAt } = gate.schedule
  if (gate.deletedAt !== null && gate.deletedAt <= now) return 'ended'
  if (gate.state === 'paused') return 'paused'
  if (endsAt !== null && endsAt <= now) return 'ended'
  if (startsAt !== null && startsAt > now) return 'scheduled'
  return 'active'
}

/** Whether an exclusive gate's products are for everybody: it has ended and was to end so, or it is gone. */
export function isLifted({
  gate,
  now,
}: {
  gate: Pick<Gate, 'state' | 'schedule' | 'deletedAt'>
  now: number
}): boolean {
  if (gate.deletedAt !== null && gate.deletedAt <= now) return true
  return gate.schedule.afterEnd === 'public' && standingOf({ gate, now }) === 'ended'
}

/** Whether only holders may buy what a gate is about. */
export function isExclusiveAt({ gate, now }: { gate: Gate; now: number }): boolean {
  return gate.reaction.exclusive && gate.deletedAt === null && !isLifted({ gate, now })
}

/** The next instant at which a gate stands otherwise by itself, or null. */
export function nextChange({ gate, now }: { gate: Gate; now: number }): number | null {
  if (gate.state === 'paused' || gate.deletedAt !== null) return null
  const { startsAt, endsAt } = gate.schedule
  const coming = [startsAt, endsAt].filter((at) => at !== null).filter((at) => at > now)
  return coming.length > 0 ? Math.min(...coming) : null
}
