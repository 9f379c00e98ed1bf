import type { UsedCode } from '../accessCode/types.ts'
import { toProofReaction } from '../gate/reaction.ts'
import type { OrderProof } from './types.ts'

/**
 * List our used codes as good proofs: the shop's platform accepted each once and before its end. They take precedence
 * over everything that shoppers can write themselves.
 *
 * `customerId` is whose order it is, where the platform binds no code to a customer: then another customer's code is a
 * bad proof. Undefined where it has checked that itself, or the customer is unknown.
 */
export function listCodeProofs(codes: readonly UsedCode[], customerId?: number | null): OrderProof[] {
  return codes.map(({ code, gate, revision, grantId, buyer, cap, reaction }) => {
    const place = { kind: 'code', code } as const
    const isOthers = customerId !== undefined && buyer !== '0' && String(customerId) !== buyer
    if (isOthers) return { kind: 'bad', place, fault: 'buyer' }
    const entry = { gate, revision, cap, profile: 0, reaction: toProofReaction(reaction) }
    return { kind: 'good', place, grant: grantId, entries: [entry] }
  })
}
