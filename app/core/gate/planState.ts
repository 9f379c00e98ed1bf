import { isLifted } from './standing.ts'
import type { Gate, GateState, Schedule } from './types.ts'

/** What a merchant asks of gates together. `public`: everyone may buy the products of the exclusive ones. */
export type StateChange = GateState | 'public'

const MINUTE = 60

/**
 * Plan the state and schedule that a change gives a gate; null if it changes nothing. `public` ends an exclusive gate
 * now, so that everyone may buy its products, and pauses any other. `now` is in unix seconds.
 */
export function planState({
  gate,
  change,
  now,
}: {
  gate: Gate
  change: StateChange
  now: number
}): Pick<Gate, 'state' | 'schedule'> | null {
  const { exclusive } = gate.reaction
  if (change === 'public' && exclusive) {
    return isLifted({ gate, now }) ? null : { state: 'active', schedule: setEndNow(gate.schedule, now) }
  }
  const state = change === 'public' ? 'paused' : change
  return gate.state === state ? null : { state, schedule: gate.schedule }
}

/** The form has whole minutes. A start that lies after the end is dropped. */
function setEndNow({ startsAt }: Schedule, now: number): Schedule {
  const endsAt = now - (now % MINUTE)
  return { startsAt: startsAt !== null && startsAt < endsAt ? startsAt : null, endsAt, afterEnd: 'public' }
}
