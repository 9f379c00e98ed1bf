import type { GateStanding } from '../core/gate/types.ts'
import type { SavedGate } from './views.ts'

const WORDS = {
  active: 'is live',
  test: 'is in test',
  paused: 'is paused',
  scheduled: 'is ready to start',
  ended: 'is saved, and has ended',
} as const satisfies Record<GateStanding | 'test', string>

const STILL = 'is still not fully live'

/** Format the toast about a gate whose publication was retried. */
export function formatPublished({ name, status }: SavedGate): string {
  const words = status.kind === 'pending' || status.kind === 'updating' ? STILL : WORDS[status.kind]
  return `${name} ${words}`
}
