import type { TaggingState } from '../../core/customer/tagging.ts'
import type { StoredKind } from '../../core/privacy/kinds.ts'

/** How a gate tags customers, as texts. */
export type TagView = {
  readonly number: number
  readonly name: string
  /** The tag that its customers get now; null for none. */
  readonly tag: string | null
  /** The tag if the merchant names none. */
  readonly defaultTag: string
  /** What the merchant typed; empty for the default. */
  readonly typed: string
  readonly isOn: boolean
  readonly removesWhenPaused: boolean
  /** Sentences about its customers. */
  readonly facts: readonly string[]
}

/** A customer in a list. */
export type CustomerView = {
  readonly id: string
  readonly gates: readonly { readonly number: number; readonly name: string; readonly status: string }[]
  readonly checkedAt: string
}

/** Page of customers. */
export type CustomersView = {
  readonly isOn: boolean
  readonly state: TaggingState
  /** Customers who still have a tag that is to be removed. */
  readonly leaving: number
  readonly gates: readonly TagView[]
  /** Number of gates that are not among them. */
  readonly moreGates: number
  readonly customers: readonly CustomerView[]
  /** Cursor of the next page; null on the last page. */
  readonly next: string | null
  /** What was searched for and could not be understood; null if nothing. */
  readonly unknown: string | null
  readonly timeZone: string
}

/** Page of one customer. */
export type CustomerPageView = {
  readonly id: string
  readonly gates: CustomerView['gates']
  readonly kinds: readonly {
    readonly kind: StoredKind
    readonly title: string
    readonly about: string
    readonly count: number
  }[]
  readonly isEmpty: boolean
}
