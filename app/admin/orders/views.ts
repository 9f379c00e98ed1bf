import type { LineOutcome, OrderOutcome } from '../../core/settlement/types.ts'

/** One order in the list. */
export type OrderRowView = {
  readonly id: number
  readonly name: string
  readonly orderedAt: string
  readonly outcome: OrderOutcome
  /** What was found, in one sentence. */
  readonly summary: string
  /** What was done about it: `Held`. Null where nothing had to be. */
  readonly action: ActionView | null
}
export type ActionView = { readonly text: string; readonly tone: 'success' | 'attention' | 'critical' }

export type OrderLineView = {
  readonly id: number
  readonly title: string
  readonly quantity: number | null
  readonly outcome: LineOutcome
  /** The order that its unlock paid for; null where that is this one, or none. */
  readonly paidBy: number | null
  readonly sentences: readonly string[]
}

/** Whether staff can let an order go (`hold`) or say that it is fine (`accept`), and what of it they see. */
export type ReleaseView = { readonly kind: 'hold' | 'accept'; readonly seen: string }

/** An order as its page opens it. */
export type OrderView = OrderRowView & {
  /** What was found of the order as a whole. */
  readonly sentences: readonly string[]
  /** What staff may do now. */
  readonly advice: readonly string[]
  readonly actionSentences: readonly string[]
  /** Whether it waits for the merchant to let the app hold orders. */
  readonly asksForHolding: boolean
  /** Null where there is nothing to let go. */
  readonly release: ReleaseView | null
  readonly lines: readonly OrderLineView[]
  readonly gates: readonly {
    readonly number: number
    readonly name: string
    readonly revision: number
    readonly grant: string
  }[]
  readonly holders: readonly string[]
  readonly settledAt: string
}
