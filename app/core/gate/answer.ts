import type { ChainSlug } from '../chain/types.ts'
import type { UnmetCondition } from '../requirement/types.ts'

/** A product and variant in the cart or on the page; numeric ids of Shopify. */
export type ProofLine = { readonly productId: number; readonly variantId: number }

/** What a shopper is told of one gate. `reaction` is the proof's own text, `endsAt` unix seconds. */
export type GateAnswer =
  | { readonly id: number; readonly kind: 'open'; readonly reaction: string; readonly endsAt: number }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly unmet: readonly UnmetCondition[]
      readonly isPaused: boolean
    }
  | {
      readonly id: number
      readonly kind: 'unchecked'
      readonly code: string
      readonly chain: ChainSlug | null
    }

/** Every gate asked for, and the proofs of those that are open. */
export type ProvenGates = {
  readonly gates: readonly GateAnswer[]
  readonly proof: string | null
  readonly lineProofs: readonly (ProofLine & { readonly proof: string })[]
}
