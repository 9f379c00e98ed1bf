import type { ProofCarrier } from '../proof/types.ts'
import type { SeenGate } from '../visit/types.ts'

/** Where a grant is used: the cart (`c`, `m`: the cart's token or null) or one product and variant (`l`). */
export type GrantScope = {
  readonly carrier: ProofCarrier
  readonly cartToken: string | null
  readonly productId: number | null
  readonly variantId: number | null
  /**
   * The one gate whose code it is for, where carts carry no proofs: each code is entered by itself, and may pay for an
   * order of its own.
   */
  readonly codeGate?: number
}

export type GrantRequest = GrantScope & {
  /** Used if the scope has no open grant yet: 16 hex, random. */
  readonly newId: string
  readonly gates: readonly SeenGate[]
  /** The customer its proof is for, `0` for anybody. */
  readonly buyer: string
  readonly until: string
  /** Unix seconds: 15 minutes after the proof. Moves forward only. */
  readonly endsAt: number
}
