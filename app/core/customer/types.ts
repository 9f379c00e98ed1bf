import type { ChainSlug } from '../chain/types.ts'
import type { Gate } from '../gate/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'
import type { OrderUnit } from '../settlement/types.ts'

/** How a gate tags the customers who hold its tokens, as the merchant chose. */
export type CustomerTag = {
  readonly gate: number
  /** Null for the gate's name. */
  readonly tag: string | null
  readonly isOn: boolean
  /** Whether its customers lose the tag while the gate is paused. */
  readonly removesWhenPaused: boolean
}

/**
 * What the customers of each gate get: a tag, or null while the gate is paused and takes its tag back. A gate that is
 * left out tags nobody any more.
 */
export type WantedTags = ReadonlyMap<number, string | null>

/** Why a customer has no tag: 250 tags already, or Shopify refused it. */
export type TagRefusal = 'tags-full' | 'refused'

/** A gate that a customer's wallets opened. Instants are unix seconds. */
export type CustomerGate = {
  readonly gate: number
  readonly linkedAt: number
  /** The tag that this app gave the customer, or is about to; null if it gave none, or the customer had it before. */
  readonly ownTag: string | null
  /** Whether the tag is to be removed, and then the row. */
  readonly isLeaving: boolean
  /** Rises with every change that a write to Shopify must notice. */
  readonly version: number
}

/** A customer of whom something must be written to Shopify, with all their gates. */
export type PendingCustomer = {
  /** Shopify's id, decimal. */
  readonly customerId: string
  readonly gates: readonly CustomerGate[]
}

/** A customer at Shopify. */
export type FoundCustomer = {
  readonly tags: readonly string[]
  /** The app's own metafield; null if there is none. */
  readonly metafield: { readonly value: string; readonly digest: string } | null
}

/** A customer's gate whose tokens are due to be read again, with the customer's wallets. */
export type DueCustomer = {
  readonly customerId: string
  readonly gate: number
  readonly version: number
  readonly wallets: readonly ProvenWallet[]
  readonly vaults: readonly Vault[]
}

/** What was found out about a customer's tokens. `unread` names the chain that could not be read; null for another. */
export type HolderFinding =
  | { readonly kind: 'met' }
  | { readonly kind: 'unmet' }
  | { readonly kind: 'unread'; readonly chain: ChainSlug | null }

/** As many customers of a kind are counted. Where this number stands, there may be more. */
export const MOST_COUNTED = 1_000

/** What is so about the customers of a gate. */
export type CustomerCount = {
  readonly gate: number
  /** Customers to whom Shopify has the tag given, by this app or before. */
  readonly tagged: number
  /** Whether there may be more of them than were counted. */
  readonly isMore: boolean
  /** Customers whose tag is still to be written. */
  readonly waiting: number
  /** Customers whose tag is still to be removed. */
  readonly leaving: number
  /** Customers whose last read was incomplete, and the chains that were not read. */
  readonly unread: number
  readonly unreadChains: readonly string[]
  /** Customers without the tag, because they have 250 or Shopify refused it. */
  readonly refused: number
  /** Unix seconds of the latest read; null without customers, and if there may be more. */
  readonly checkedAt: number | null
}

/** What a customer is told about themselves. Instants are unix seconds. */
export type CustomerSummary = {
  /** Wallets and vaults that are kept for the customer, and those of their latest unlocks; each once. */
  readonly wallets: readonly string[]
  /** Gates that are open for the customer in a cart, until their proofs end. */
  readonly open: readonly { readonly gate: number; readonly endsAt: number }[]
  /** Gates whose tokens the customer still holds, as was last read. Only if the shop tags customers. */
  readonly held: readonly number[]
  /** The latest orders that used gates, newest first. */
  readonly orderIds: readonly number[]
  /** What those orders used. */
  readonly units: ReadonlyMap<number, readonly OrderUnit[]>
}

/** A customer's gate, for staff. */
export type CustomerRow = CustomerGate & {
  readonly customerId: string
  readonly askedTag: string | null
  readonly needsWrite: boolean
  readonly refusal: TagRefusal | null
  readonly checkedAt: number
  readonly unread: string | null
}

/** A gate with what its customers get, and what is so about them. */
export type TaggedGate = {
  readonly gate: Gate
  readonly choice: CustomerTag
  /** What its customers get now; null for nothing. */
  readonly tag: string | null
  /** Null without customers. */
  readonly count: CustomerCount | null
}
