import type { ClosedReason, UnmetLine, UsedUp } from '../../../../app/core/gate/answer.ts'

/** What to check: gates and lines of this page and of the cart. */
export type CheckRequest = {
  readonly gates: readonly number[]
  readonly lines: readonly CheckedLine[]
  readonly cart?: string
  /** Handle of an entry of gated content. */
  readonly content?: string
  /** A gate whose tokens are listed, and the key of the token that it uses up. */
  readonly tokens?: { readonly gate: number; readonly use?: string; readonly locale: string }
}
export type CheckedLine = { readonly productId: number; readonly variantId: number }

export type LineProof = CheckedLine & { readonly proof: string }

/**
 * A wallet's signature, and in base64 what it signed if it composed that itself. A Solana wallet's signature is in base64.
 */
export type WalletLogin = {
  readonly nonce: string
  readonly chain: string
  readonly walletAddress: string
  readonly signature: string
  readonly signedMessage?: string
}

/** The proxy's answer to unlock and renew. */
export type CheckAnswer = {
  readonly gates: readonly CheckedGate[]
  readonly proof: string | null
  readonly lineProofs: readonly LineProof[]
  readonly session: string
  /** Whether the server itself has written a proof into the cart's metafield. */
  readonly pass?: boolean
  /** Discount codes, in a shop where they replace proofs. */
  readonly codes?: readonly { readonly gate: number; readonly code: string }[]
  /** The entry that was asked for, as JSON of Shopify's rich text; absent unless its gate is open. */
  readonly content?: string
  /** The tokens that were asked for, or a note that there are none. */
  readonly tokens?: readonly CheckedToken[]
  readonly note?: string
  /** Vaults that may have delegated what the wallet lacks. */
  readonly suggestedVaults?: readonly string[]
}

/** A token that a gate may use up. `picture` is a `data:` URL. */
export type CheckedToken = {
  readonly key: string
  readonly name: string
  readonly state: 'chosen' | 'free' | 'reserved' | 'used'
  readonly text: string
  readonly picture?: string
}

export type CheckedGate =
  | { readonly id: number; readonly kind: 'open'; readonly endsAt: number; readonly wallet?: string }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly because: ClosedReason
      /** The unmet conditions; present if `because` is `unmet`. */
      readonly lines?: readonly UnmetLine[]
      readonly startsAt?: number
      readonly usedUp?: UsedUp | null
    }
  | { readonly id: number; readonly kind: 'unchecked'; readonly chain?: string }
