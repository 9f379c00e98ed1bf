import type { Gate } from '../core/gate/types.ts'
import type { GateStatus } from './views.ts'

/** How a gate stands. A pending gate says why, even when the attempt was broken off without a word. */
export function formatGateStatus({ state, publication }: Pick<Gate, 'state' | 'publication'>): GateStatus {
  if (publication.kind === 'published') return { kind: state, reason: null }
  return { kind: 'pending', reason: publication.reason ?? 'Telling Shopify of it was interrupted.' }
}
