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
  readonly sentences: readonly string[]
}

/** An order as its page opens it. */
export type OrderView = OrderRowView & {
  /** What was found of the order as a whole. */
  readonly sentences: readonly string[]
  /** What staff may do now. */
  readonly advice: readonly string[]
  readonly actionSentences: readonly string[]
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
