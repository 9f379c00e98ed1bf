import type { ChainSlug } from '../chain/types.ts'
import type { SettledGate } from '../settlement/types.ts'

/** A block of a chain at which a condition was read; a slot on Solana. */
export type ReadBlock = { readonly chain: ChainSlug; readonly block: bigint }

/**
 * What a receipt says: the shopper of an order met the requirement of a gate. It names no wallet, amount, order or
 * customer.
 */
export type ReceiptClaims = {
  /** Base URL of the API, as in access tokens. */
  readonly iss: string
  /** A UUID of this receipt. */
  readonly jti: string
  /** Unix seconds. */
  readonly iat: number
  /** `….myshopify.com` */
  readonly shop: string
  readonly gate: number
  readonly revision: number
  /** SHA-256, in hex, of the revision's requirement as sorted JSON without spaces. */
  readonly conditionSha256: string
  /** Where the requirement was read when the gate opened; empty if it asks for lists alone. Decimal. */
  readonly blocks: readonly { readonly chain: ChainSlug; readonly block: string }[]
}

/** A receipt as it is stored, for the use of a gate by an order. */
export type Receipt = SettledGate & {
  /** The compact JWS. */
  readonly token: string
  /** The requirement of the revision, as stored JSON. */
  readonly condition: unknown
  /** Unix seconds. */
  readonly createdAt: number
}
