import { parseProof } from './format.ts'
import type { ProofCarrier, ProofClaims } from './types.ts'

export type EvaluateProofParameters = {
  readonly text: string
  /** Where the text was read. */
  readonly place: ProofCarrier
  /** The shop's slot now, `YYYYMMDDSS`. */
  readonly period: string
  /** The signed-in customer's numeric id, or null. */
  readonly customerId: string | null
  /** First 16 bytes of the HMAC in hex under that epoch's key; null if the epoch is not (or no longer) configured. */
  readonly computeMac: (parameters: { epoch: string; unsigned: string }) => string | null
}
export type ProofRefusal = 'shape' | 'carrier' | 'expired' | 'buyer' | 'epoch' | 'mac'
export type EvaluateProofResult =
  | { readonly kind: 'accepted'; readonly claims: ProofClaims }
  | { readonly kind: 'refused'; readonly reason: ProofRefusal }

/**
 * Verify a proof; the first check that fails decides.
 *
 * @see docs/spec/proof.md#6-verification
 */
export function evaluateProof(parameters: EvaluateProofParameters): EvaluateProofResult {
  const { text, place, period, customerId, computeMac } = parameters
  let parsed: ReturnType<typeof parseProof>
  try {
    parsed = parseProof(text)
  } catch {
    // parseProof throws only if the text has not the shape of a proof.
    return { kind: 'refused', reason: 'shape' }
  }
  const { claims, unsigned, mac } = parsed
  if (claims.carrier !== place) return { kind: 'refused', reason: 'carrier' }
  if (period >= claims.until) return { kind: 'refused', reason: 'expired' }
  if (claims.buyer !== '0' && claims.buyer !== customerId) return { kind: 'refused', reason: 'buyer' }
  const expected = computeMac({ epoch: claims.epoch, unsigned })
  if (expected === null) return { kind: 'refused', reason: 'epoch' }
  if (expected !== mac) return { kind: 'refused', reason: 'mac' }
  return { kind: 'accepted', claims }
}
