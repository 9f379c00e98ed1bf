import type { ContractDescription } from '../core/chain/describe.ts'
import type { ChainFamily } from '../core/chain/types.ts'
import type { GateForm } from '../core/gate/form.ts'
import type { FieldIssues } from '../core/gate/issues.ts'
import type { GateStanding, GateState, Subject } from '../core/gate/types.ts'
import type { Sentence } from './formatPlain.ts'

/** How a gate stands, for people: `pending` while it is not published as it is, `updating` while a job is about to. */
export type GateStatus = {
  readonly kind: GateStanding | 'pending' | 'updating'
  readonly reason: string | null
  /** What its schedule brings next or has brought: `Starts 3 Dec 2026, 10:00`. Null where there is nothing to say. */
  readonly note: string | null
}

/** One gate in the list. */
export type GateRowView = {
  readonly number: number
  readonly name: string
  readonly status: GateStatus
  readonly requirement: Sentence
  readonly reaction: string
  readonly subject: RowSubject
  readonly changedAt: string
}

/** What a gate of the list is about: how many of what, and a product whose picture may stand for them. */
export type RowSubject = {
  readonly kind: Subject['kind']
  readonly count: number
  readonly productId: number | null
}

/** What is known of a contract at an address on a chain. */
export type KnownContract = {
  readonly chain: string
  readonly contract: string
  readonly description: ContractDescription
}

/** A gate as its page opens it. */
export type GateView = {
  readonly number: number
  /** `updatedAt`, handed back on save so that nobody's change is overwritten unseen. */
  readonly openedAt: number
  readonly form: GateForm
  readonly contracts: readonly KnownContract[]
  readonly status: GateStatus
  readonly changedAt: string
}

/** A gate that was just saved or published. */
export type SavedGate = Pick<GateView, 'number' | 'openedAt' | 'status'> & { readonly name: string }

/** How far a job has come that publishes several gates. */
export type ProgressView = {
  readonly total: number
  readonly done: number
  /** Gates of an attempt that failed, and why. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[]
  readonly statuses: readonly { readonly number: number; readonly status: GateStatus }[]
}

/** What pausing or resuming did. */
export type ChangedStates = {
  readonly state: GateState
  /** How many gates were not so already. */
  readonly count: number
  /** How many of them are saved but could not be published. */
  readonly pending: number
  /** Whether a job publishes them. */
  readonly isQueued: boolean
}

export type ProductView = { readonly id: number; readonly title: string; readonly imageUrl: string | null }
export type VariantView = {
  readonly productId: number
  readonly variantId: number
  readonly title: string
  readonly imageUrl: string | null
}
export type CollectionView = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  /** How many products are in it; null where Shopify did not say. */
  readonly size: number | null
}
/** What a gate is about, as people know it. */
export type SubjectViews = {
  readonly products: readonly ProductView[]
  readonly variants: readonly VariantView[]
  readonly collections: readonly CollectionView[]
}
export type ChainView = { readonly slug: string; readonly name: string; readonly family: ChainFamily }
/** A list of wallets that a condition may name. */
export type ListView = { readonly id: string; readonly name: string }

/** What a change comes to. */
export type ChangeAnswer<T, Fields = FieldIssues> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'invalid'; readonly fields: Fields }
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly message: string }

/** What a pasted address is. */
export type ContractAnswer =
  | { readonly kind: 'known'; readonly description: Exclude<ContractDescription, { kind: 'unknown' }> }
  | {
      readonly kind: 'unknown'
      readonly reason: 'no-code' | 'not-a-token'
      readonly elsewhere: readonly ChainView[]
    }
  | { readonly kind: 'unreachable' }

/** A gate that cannot be read. */
export type UnreadableGateView = { readonly number: number; readonly name: string }
