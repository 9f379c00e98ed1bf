import type { Visit } from '../visit/types.ts'
import type { ClosedReason } from './answer.ts'
import { CLOSED_BECAUSE } from './closedBecause.ts'
import { isLimited } from './isLimited.ts'
import { isTestedBy, standingOf } from './standing.ts'
import type { Gate } from './types.ts'

/** Seconds after a login for which a gate that asks for a fresh signature opens. */
const FRESH_SECONDS = 300

/** Find why a gate opens for none of a visit's wallets now, whatever they hold; null if nothing is in the way. */
export function findClosedReason({
  gate,
  visit,
  now,
}: {
  gate: Gate
  visit: Pick<Visit, 'wallets' | 'signedAt'>
  /** Unix seconds. */
  now: number
}): Exclude<ClosedReason, 'used-up'> | null {
  const standing = standingOf({ gate, now })
  if (standing !== 'active') return CLOSED_BECAUSE[standing]
  if (!isTestedBy({ gate, wallets: visit.wallets })) return CLOSED_BECAUSE.paused
  return needsSignature({ gate, visit, now }) ? 'sign-again' : null
}

/** Whether a gate with a limit waits for a new signature: the visit's wallets signed too long ago. */
function needsSignature({
  gate,
  visit,
  now,
}: {
  gate: Gate
  visit: Pick<Visit, 'signedAt'>
  now: number
}): boolean {
  return gate.freshSignature && isLimited(gate.limits) && now - visit.signedAt >= FRESH_SECONDS
}
