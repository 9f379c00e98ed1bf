import { isLifted } from './standing.ts'
import type { Gate, GateState, Schedule } from './types.ts'

/**
 * What a merchant asks of gates together. `public`: everyone may buy the products of the exclusive ones. `live`: a gate in
 * test opens for all who meet its requirement.
 */
export type StateChange = GateState | 'public' | 'live'

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
}): (Pick<Gate, 'state' | 'schedule'> & Partial<Pick<Gate, 'test'>>) | null {
  const { exclusive } = gate.reaction
  const { test, schedule } = gate
  if (change === 'live') {
    if (!test.isOn && gate.state === 'active') return null
    return { state: 'active', schedule, test: { ...test, isOn: false } }
  }
  if (change === 'public' && exclusive) {
    return isLifted({ gate, now }) ? null : { state: 'active', schedule: setEndNow(schedule, now) }
  }
  const state = change === 'public' ? 'paused' : change
  return gate.state === state ? null : { state, schedule }
}

/** The form has whole minutes. A start that lies after the end is dropped. */
function setEndNow({ startsAt }: Schedule, now: number): Schedule {
  const endsAt = now - (now % MINUTE)
  return { startsAt: startsAt !== null && startsAt < endsAt ? startsAt : null, endsAt, afterEnd: 'public' }
}
