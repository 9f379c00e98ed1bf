import type { ChainSlug, EvmAddress } from '../chain/types.ts'
import type { ReservationUnit } from '../redemption/types.ts'
import type { UnmetReason } from '../requirement/findings.ts'
import type { MissingPart, UnmetCondition } from '../requirement/types.ts'

/** A product and variant in the cart or on the page; numeric ids of Shopify. */
export type ProofLine = { readonly productId: number; readonly variantId: number }

/**
 * Why a gate stayed closed: its requirement is unmet; it is not running; its uses are used up; or its proofs are for
 * customers who have signed in to the shop; or its wallet must sign again.
 */
export type ClosedReason = 'unmet' | 'paused' | 'not-started' | 'ended' | 'used-up' | 'sign-in' | 'sign-again'

/** An unmet condition as a sentence of the block: which sentence, and its values. Amounts are in human units. */
export type ShownUnmet = {
  readonly because: UnmetReason
  /** `bare` is the token's name alone. */
  readonly text: UnmetReason | 'too-little-all' | 'not-listed-all' | 'bare'
  /** The token's name, with the ids that count. */
  readonly name: string
  readonly chain: string
  readonly needed: string
  readonly found: string
  /** Masked; absent if the sentence names no wallet. */
  readonly wallet?: string
}

/**
 * A line of a refusal: a condition, the words above a group, or a vault without a delegation, masked. `depth` counts
 * the groups around it.
 */
export type UnmetLine =
  | ({ readonly depth: number } & ShownUnmet)
  | { readonly depth: number; readonly text: 'any' | 'at_least' | 'at_most' | 'all'; readonly count: number }
  | { readonly depth: number; readonly text: 'no-loan'; readonly wallet: string }

/** A single token: its collection's name, empty if the gate has none, and its id in decimal or its mint. */
export type SingleToken = { readonly name: string; readonly id: string }

/**
 * The limit that refused. `place`: these wallets have an open place of the total in another cart. The shopper may learn
 * only about their own wallets and tokens, and about the total. Instants are unix seconds.
 */
export type UsedUp = {
  readonly limit: ReservationUnit['kind'] | 'place'
  /** The token that counts, for a limit per token or a token's open place; null if several do, and for other limits. */
  readonly token: SingleToken | null
  /** When the latest order used these wallets or tokens. Always null for a total, because its orders are others'. */
  readonly at: number | null
  /** When a use that a cart has reserved becomes free; null if no such wait is enough. */
  readonly heldUntil: number | null
}

/** The answer to a shopper about one gate. `reaction` is the proof's own text, `endsAt` is in unix seconds. */
export type GateAnswer =
  | {
      readonly id: number
      readonly kind: 'open'
      readonly reaction: string
      readonly endsAt: number
      /** The wallet that opened it, the first by address if several count; absent if it was not read again. */
      readonly wallet?: string
    }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly because: ClosedReason
      readonly unmet: readonly UnmetCondition[]
      /** Which of `unmet` would be enough; null if nothing is unmet. */
      readonly missing: MissingPart | null
      /** Named vaults that have delegated nothing that the gate asks for. */
      readonly idleVaults: readonly EvmAddress[]
      /** Unix seconds of its start; null unless that is still to come. */
      readonly startsAt: number | null
      /** The limit that refused; null for another reason. */
      readonly usedUp: UsedUp | null
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
  /** Whether a proof was also written into the cart's own metafield. */
  readonly hasPass: boolean
  /** Discount codes for this visit, if the shop may not run Functions. */
  readonly codes: readonly { readonly gate: number; readonly code: string }[]
}
