import type { GateStanding } from '../core/gate/types.ts'
import type { SavedGate } from './views.ts'

const WORDS = {
  active: 'is live',
  test: 'is in test',
  paused: 'is paused',
  scheduled: 'is ready to start',
  ended: 'is saved, and has ended',
} as const satisfies Record<GateStanding | 'test', string>

/** Format the toast about a gate whose publication was retried. */
export function formatPublished({ name, status }: SavedGate): string {
  const isOpen = status.kind === 'pending' || status.kind === 'updating'
  return isOpen ? `${name} is still not fully live` : `${name} ${WORDS[status.kind]}`
}
