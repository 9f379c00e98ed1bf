import type { GateRequest, GateRequestClaim } from '../core/gateRequest/types.ts'

/**
 * Requests that create a gate over the API, by their idempotency key. `gates.create` completes a claim in the gate's own
 * transaction. Instants are unix seconds.
 */
export type GateRequestsPort = {
  /**
   * Claim a request for one caller. A claim without a gate can be taken over from `claimedTo` on, and every row ends at
   * `expiresAt`.
   */
  claim: (parameters: {
    request: GateRequest
    fingerprint: string
    at: number
    claimedTo: number
    expiresAt: number
  }) => Promise<GateRequestClaim>
  /** Give a claim back whose request created no gate. No effect on a completed one, or one that was taken over. */
  release: (parameters: { request: GateRequest }) => Promise<void>
}
