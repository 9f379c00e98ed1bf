import type { GateNumber } from '../gate/types.ts'
import type { ProjectId } from '../project/types.ts'

/** A request that creates a gate over the API. `claimId` tells its attempts apart. */
export type GateRequest = {
  readonly projectId: ProjectId
  /** SHA-256 of the `Idempotency-Key`. */
  readonly key: string
  readonly claimId: string
}

/**
 * Whether a request may create its gate. `busy`: another attempt is at it. `other-body`: the key belongs to a request
 * with another body.
 */
export type GateRequestClaim =
  | { readonly kind: 'claimed' | 'busy' | 'other-body' }
  | { readonly kind: 'done'; readonly number: GateNumber }
