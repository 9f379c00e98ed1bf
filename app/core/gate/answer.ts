import type { ChainSlug, EvmAddress } from '../chain/types.ts'
import type { ReservationUnit } from '../redemption/types.ts'
import type { UnmetReason } from '../requirement/findings.ts'
import type { MissingPart, UnmetCondition } from '../requirement/types.ts'

/** A product and variant in the cart or on the page; numeric ids of Shopify. */
export type ProofLine = { readonly productId: number; readonly variantId: number }

/**
 * Why a gate stayed closed, beside what a wallet lacks: it is not running; its uses are used up; or its proofs are for
 * customers who have signed in to the shop.
 */
export type ClosedReason = 'unmet' | 'paused' | 'not-started' | 'ended' | 'used-up' | 'sign-in'

/** What a sentence of the block says of an unmet condition: which one it is, and what is filled in; amounts in human units. */
export type ShownUnmet = {
  readonly because: UnmetReason
  /** `bare` is the token's name alone. */
  readonly text: UnmetReason | 'too-little-all' | 'not-listed-all' | 'bare'
  /** The token's, with the ids that count. */
  readonly name: string
  readonly chain: string
  readonly needed: string
  readonly found: string
  /** Masked; absent where the sentence names none. */
  readonly wallet?: string
}

/**
 * A line of a refusal: a condition, the words over a group, or a vault that has lent nothing, masked. `depth` counts the
 * groups around it.
 */
export type UnmetLine =
  | ({ readonly depth: number } & ShownUnmet)
  | { readonly depth: number; readonly text: 'any' | 'at_least' | 'at_most' | 'all'; readonly count: number }
  | { readonly depth: number; readonly text: 'no-loan'; readonly wallet: string }

/** A single token: its collection's name, empty where the gate has none, and its id in decimal or its mint. */
export type SingleToken = { readonly name: string; readonly id: string }

/**
 * Which limit refused (`place`: these wallets have a place of the total in another cart), and what the shopper may know of it: of their own wallets and tokens, and of the total. Instants in
 * unix seconds.
 */
export type UsedUp = {
  readonly limit: ReservationUnit['kind'] | 'place'
  /** With a limit per token, or a place of a token, the one that counts; null where there are several. */
  readonly token: SingleToken | null
  /** When the latest order was made that used these wallets or tokens; of a total, whose orders are others', always null. */
  readonly at: number | null
  /** When a use that a cart holds comes free; null where waiting for none is enough. */
  readonly heldUntil: number | null
}

/** What a shopper is told of one gate. `reaction` is the proof's own text, `endsAt` unix seconds. */
export type GateAnswer =
  | { readonly id: number; readonly kind: 'open'; readonly reaction: string; readonly endsAt: number }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly because: ClosedReason
      readonly unmet: readonly UnmetCondition[]
      /** Which of `unmet` would be enough; null where nothing is unmet. */
      readonly missing: MissingPart | null
      /** Vaults that were named and have lent nothing of what the gate asks for. */
      readonly idleVaults: readonly EvmAddress[]
      /** When it starts, where it has not; unix seconds. */
      readonly startsAt: number | null
      /** Why its uses are used up, where they are. */
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
  /** Discount codes for this visit, where the shop may not run Functions. */
  readonly codes: readonly { readonly gate: number; readonly code: string }[]
}
