/** What a till shows of a gate: a name, what it gives, and why it is closed. No wallet and no amount of one. */
export type TillGateView = {
  readonly number: number
  readonly name: string
  /** `20% off`; empty if it gives nothing that has words. */
  readonly gives: string
  readonly state: 'open' | 'closed' | 'unchecked'
  /** Sentences, in the order to read them; empty for an open gate. */
  readonly why: readonly string[]
  /** The most items of one order; null for any number. */
  readonly most: number | null
}

export type TillCheckView = {
  readonly checkId: string
  /** Open ones first. */
  readonly gates: readonly TillGateView[]
  /** A sentence about gates that were not checked; empty for none. */
  readonly note: string
}

export type TillChargeView =
  | { readonly kind: 'charged'; readonly receipt: string; readonly undoSeconds: number }
  | { readonly kind: 'refused'; readonly gate: TillGateView }

/** An error as the page gets it. */
export type TillRefusal = { readonly code: string; readonly msg: string }
