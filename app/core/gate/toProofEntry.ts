import type { ProofEntry } from '../proof/types.ts'
import { toProofReaction } from './reaction.ts'
import type { Gate } from './types.ts'

/** A gate as its proofs carry it. */
export function toProofEntry({ number, revision, cap, profile, reaction }: Gate): ProofEntry {
  return { gate: number, revision, cap, profile, reaction: toProofReaction(reaction) }
}
