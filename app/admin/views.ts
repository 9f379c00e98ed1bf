import type { ContractDescription, UnknownReason } from '../core/chain/describe.ts'
import type { ChainFamily } from '../core/chain/types.ts'
import type { ErrorCode } from '../core/errors/codes.ts'
import type { GateForm } from '../core/gate/form.ts'
import type { FieldIssues } from '../core/gate/issues.ts'
import type { StateChange } from '../core/gate/planState.ts'
import type { GateStanding, Subject } from '../core/gate/types.ts'
import type { Sentence } from './formatPlain.ts'

/**
 * Status of a gate for people: `pending` while its publication is not up to date, `updating` while a job is about to
 * publish it.
 */
export type GateStatus = {
  readonly kind: GateStanding | 'test' | 'pending' | 'updating'
  readonly reason: string | null
  /** Next or last event of the schedule: `Starts 3 Dec 2026, 10:00`. Null if there is none, and for a paused gate. */
  readonly note: string | null
}

/** One gate in the list. */
export type GateRowView = {
  readonly number: number
  readonly name: string
  readonly status: GateStatus
  readonly requirement: Sentence
  readonly reaction: string
  /** Whether only holders may buy its products. */
  readonly isExclusive: boolean
  readonly subject: RowSubject
  readonly changedAt: string
}

/** Subject of a gate in the list: its kind, its size, and a product whose picture represents it. */
export type RowSubject = {
  readonly kind: Subject['kind']
  readonly count: number
  readonly productId: number | null
}

/** Description of a contract at an address on a chain. */
export type KnownContract = {
  readonly chain: string
  readonly contract: string
  readonly description: ContractDescription
}

/** A gate for its page. */
export type GateView = {
  readonly number: number
  /** `updatedAt`, which a save sends back so that it cannot overwrite somebody else's change unnoticed. */
  readonly openedAt: number
  readonly form: GateForm
  readonly contracts: readonly KnownContract[]
  readonly status: GateStatus
  readonly changedAt: string
}

/** A saved version of a gate, with the titles and pictures of its subject. */
export type GateVersion = { readonly gate: GateView; readonly subjects: SubjectViews }

/** A gate that was just saved or published. */
export type SavedGate = Pick<GateView, 'number' | 'openedAt' | 'status'> & { readonly name: string }

/** Progress of a job that publishes several gates. */
export type ProgressView = {
  readonly total: number
  readonly done: number
  /** Gates whose last attempt failed, with the reasons. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[]
  readonly statuses: readonly { readonly number: number; readonly status: GateStatus }[]
}

/** A deleted gate: 1 if it could not be removed at Shopify yet. */
export type DeletedGate = { readonly pending: 0 | 1 }

/** Result of pausing or resuming gates, or of opening them to everyone. */
export type ChangedStates = {
  readonly state: StateChange
  /** Number of gates that were not so before. */
  readonly count: number
  /** Number of those that are saved but could not be published. */
  readonly pending: number
  /** Whether a job publishes them. */
  readonly isQueued: boolean
}

export type ProductView = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  /** Its page in the online store; absent or null if there is none, or none is known. */
  readonly storeUrl?: string | null
}
export type VariantView = {
  readonly productId: number
  readonly variantId: number
  readonly title: string
  readonly imageUrl: string | null
  readonly storeUrl?: string | null
}
export type CollectionView = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  /** Number of its products; null if Shopify did not return it. */
  readonly size: number | null
}
/** Subject of a gate, with titles and pictures. */
export type SubjectViews = {
  readonly products: readonly ProductView[]
  readonly variants: readonly VariantView[]
  readonly collections: readonly CollectionView[]
}
export type ChainView = { readonly slug: string; readonly name: string; readonly family: ChainFamily }
/** A list of wallets that a condition may name. */
export type ListView = { readonly id: string; readonly name: string }

/** Answer to a change. */
export type ChangeAnswer<T, Fields = FieldIssues> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'invalid'; readonly fields: Fields; readonly code?: ErrorCode }
  | { readonly kind: 'stale'; readonly code?: ErrorCode }
  | { readonly kind: 'failed'; readonly message: string; readonly code?: ErrorCode }

/** Answer about a pasted address. */
export type ContractAnswer =
  | { readonly kind: 'known'; readonly description: Exclude<ContractDescription, { kind: 'unknown' }> }
  | {
      readonly kind: 'unknown'
      readonly reason: UnknownReason | 'address-checksum'
      readonly elsewhere: readonly ChainView[]
    }
  | { readonly kind: 'unreachable' }

/** A gate whose database row this version cannot read. */
export type UnreadableGateView = { readonly number: number; readonly name: string }
