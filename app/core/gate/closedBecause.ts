import type { ClosedReason } from './answer.ts'
import type { GateStanding } from './types.ts'

/** Why a gate opens for nobody, by its standing. */
export const CLOSED_BECAUSE = {
  paused: 'paused',
  scheduled: 'not-started',
  ended: 'ended',
} as const satisfies Record<Exclude<GateStanding, 'active'>, ClosedReason>
