import type { UsedCode } from '../accessCode/types.ts'
import { toProofReaction } from '../gate/reaction.ts'
import type { OrderProof } from './types.ts'

/** What codes of ours prove: Shopify took them, once and before their end. Believed before all that shoppers can write. */
export function listCodeProofs(codes: readonly UsedCode[]): OrderProof[] {
  return codes.map(({ code, gate, revision, grantId, cap, reaction }) => ({
    kind: 'good',
    place: { kind: 'code', code },
    grant: grantId,
    entries: [{ gate, revision, cap, profile: 0, reaction: toProofReaction(reaction) }],
  }))
}
