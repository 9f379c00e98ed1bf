import type { ClosedReason, UnmetLine, UsedUp } from '../../../../app/core/gate/answer.ts'

/** What a check is about: gates and lines of this page and of the cart. */
export type CheckRequest = {
  readonly gates: readonly number[]
  readonly lines: readonly CheckedLine[]
  readonly cart?: string
}
export type CheckedLine = { readonly productId: number; readonly variantId: number }

export type LineProof = CheckedLine & { readonly proof: string }

/** What a wallet has signed; `signature` and `signedMessage` of a Solana wallet in base64. */
export type WalletLogin = {
  readonly nonce: string
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
  /** Whether the server has written a proof into the cart by itself. */
  readonly pass?: boolean
  /** Discount codes, in a shop where they do what proofs do elsewhere. */
  readonly codes?: readonly { readonly gate: number; readonly code: string }[]
  /** Wallets that might have lent to this one what it lacks. */
  readonly suggestedVaults?: readonly string[]
}

export type CheckedGate =
  | { readonly id: number; readonly kind: 'open'; readonly endsAt: number }
  | {
      readonly id: number
      readonly kind: 'closed'
      readonly because: ClosedReason
      /** What is in the way, where something is that a wallet lacks. */
      readonly lines?: readonly UnmetLine[]
      readonly startsAt?: number
      readonly usedUp?: UsedUp | null
    }
  | { readonly id: number; readonly kind: 'unchecked'; readonly chain?: string }
