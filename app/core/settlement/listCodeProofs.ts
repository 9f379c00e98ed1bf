import type { UsedCode } from '../accessCode/types.ts'
import { toProofReaction } from '../gate/reaction.ts'
import type { OrderProof } from './types.ts'

/**
 * List our used codes as good proofs: Shopify accepted each once and before its end. They take precedence over
 * everything that shoppers can write themselves.
 */
export function listCodeProofs(codes: readonly UsedCode[]): OrderProof[] {
  return codes.map(({ code, gate, revision, grantId, cap, reaction }) => ({
    kind: 'good',
    place: { kind: 'code', code },
    grant: grantId,
    entries: [{ gate, revision, cap, profile: 0, reaction: toProofReaction(reaction) }],
  }))
}
