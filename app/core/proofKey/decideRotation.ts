import { LONGEST_PROOF_SECONDS } from '../proof/longestProof.ts'
import type { StandingKey } from './types.ts'

/** Shopify caches what a discount is told for about a minute, and no request of ours lives as long. Seconds. */
export const HELD_SECONDS = 300
/** Clocks of servers differ, and a statement may still run. Seconds. */
export const OVERLAP_SECONDS = 600

export type DecideRotationParameters = {
  /** Those that count, newest first. */
  readonly keys: readonly StandingKey[]
  /** Unix seconds: since when every owner has had all of them. */
  readonly heldSince: number
  /** Unix seconds: when the last proof ends that an older key than the signing one may have signed; null for none. */
  readonly lastProofEndsAt: number | null
  readonly now: number
}
export type RotationStep =
  | { readonly kind: 'none' }
  /** Every owner has it long enough: it may sign. */
  | { readonly kind: 'sign'; readonly epoch: string }
  /** Look again then. */
  | { readonly kind: 'wait'; readonly until: number }
  /** Nothing that an older key signed lives any more. */
  | { readonly kind: 'end-older'; readonly epoch: string }

/**
 * What comes next in a rotation, from the keys that count: nothing else has to be remembered of one.
 *
 * Where no key signs, as after a rotation without overlap, the new one signs as soon as every owner has it.
 */
export function decideRotation(parameters: DecideRotationParameters): RotationStep {
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

/** When the keys before one that signs since `signsFrom` are ended. Unix seconds. */
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
