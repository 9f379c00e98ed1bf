import { LONGEST_PROOF_SECONDS } from '../proof/longestProof.ts'
import type { StandingKey } from './types.ts'

/**
 * How long all owners must have a key before it signs. Shopify caches a discount's config for about a minute, and no
 * request of ours lives as long. Seconds.
 */
export const HELD_SECONDS = 300
/** How long old keys outlive their last proof: clocks of servers differ, and a statement may still run. Seconds. */
export const OVERLAP_SECONDS = 600

export type DecideRotationParameters = {
  /** The accepted keys, newest first. */
  readonly keys: readonly StandingKey[]
  /** Since when every owner has had all of them. Unix seconds. */
  readonly heldSince: number
  /** When the last proof ends that a key older than the signing one may have signed; null for none. Unix seconds. */
  readonly lastProofEndsAt: number | null
  readonly now: number
}
export type RotationStep =
  | { readonly kind: 'none' }
  /** Every owner has had the key long enough: it may sign. */
  | { readonly kind: 'sign'; readonly epoch: string }
  /** Decide again then. */
  | { readonly kind: 'wait'; readonly until: number }
  /** Every proof of an older key has ended: end those keys. */
  | { readonly kind: 'end-older'; readonly epoch: string }

/**
 * Decide the next step of a rotation. The accepted keys are its whole state.
 *
 * A key without an older one, as after a rotation without overlap, signs at once: the caller has given it to all
 * owners.
 */
export function planRotation(parameters: DecideRotationParameters): RotationStep {
  const { keys, heldSince, now } = parameters
  const [newest] = keys
  if (!newest) return { kind: 'none' }
  const { epoch, signsFrom } = newest
  if (signsFrom === null) {
    const until = keys.length === 1 ? now : heldSince + HELD_SECONDS
    return until <= now ? { kind: 'sign', epoch } : { kind: 'wait', until }
  }
  if (keys.length === 1) return { kind: 'none' }
  const until = chooseEnd({ signsFrom, lastProofEndsAt: parameters.lastProofEndsAt })
  return until <= now ? { kind: 'end-older', epoch } : { kind: 'wait', until }
}

/** Choose when the keys older than the one that signs since `signsFrom` end. Unix seconds. */
export function chooseEnd({
  signsFrom,
  lastProofEndsAt,
}: {
  signsFrom: number
  lastProofEndsAt: number | null
}): number {
  const last = Math.max(signsFrom, lastProofEndsAt ?? signsFrom)
  return Math.min(last, signsFrom + LONGEST_PROOF_SECONDS) + OVERLAP_SECONDS
}
