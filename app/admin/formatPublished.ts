import type { GateStanding } from '../core/gate/types.ts'
import type { SavedGate } from './views.ts'

const WORDS = {
  active: 'is live',
  test: 'is in test',
  paused: 'is paused',
  scheduled: 'is ready to start',
  ended: 'is saved, and has ended',
} as const satisfies Record<GateStanding | 'test', string>

/** Format the toast about a published gate; null while the gate is not published. */
export function formatPublished({ name, status }: SavedGate): string | null {
  return status.kind === 'pending' || status.kind === 'updating' ? null : `${name} ${WORDS[status.kind]}`
}
