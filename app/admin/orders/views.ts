import type { LineOutcome, OrderOutcome } from '../../core/settlement/types.ts'

/** One order in the list. */
export type OrderRowView = {
  readonly id: number
  readonly name: string
  readonly orderedAt: string
  readonly outcome: OrderOutcome
  /** What was found, in one sentence. */
  readonly summary: string
  /** What was done about it: `Held`. Null if nothing was needed. */
  readonly action: ActionView | null
}
export type ActionView = { readonly text: string; readonly tone: 'success' | 'attention' | 'critical' }

export type OrderLineView = {
  readonly id: number
  readonly title: string
  readonly quantity: number | null
  readonly imageUrl: string | null
  readonly outcome: LineOutcome
  /** The other order that the same unlock paid for; null if there is none. */
  readonly paidBy: number | null
  readonly sentences: readonly string[]
}

/** Whether staff can release a hold (`hold`) or accept the findings (`accept`), and which findings they see. */
export type ReleaseView = { readonly kind: 'hold' | 'accept'; readonly seen: string }

/** The customer, or a sentence that says why none is shown. */
export type CustomerView =
  | { readonly kind: 'known'; readonly name: string; readonly url: string }
  | { readonly kind: 'none'; readonly sentence: string }

/** Wallets and tokens that opened the gates. `sentence` says why there are none; null if there are some. */
export type HoldersView = {
  readonly wallets: readonly string[]
  readonly tokens: readonly string[]
  readonly passes: readonly OrderPassView[]
  readonly sentence: string | null
}

/** A one-time pass that opened a gate: `Made by Anna Berg`. */
export type OrderPassView = {
  readonly id: string
  readonly gate: number
  readonly made: string
  readonly note: string
}

/** An order for its page. */
export type OrderView = OrderRowView & {
  /** Sentences about the order as a whole. */
  readonly sentences: readonly string[]
  /** What staff may do now. */
  readonly advice: readonly string[]
  readonly actionSentences: readonly string[]
  /** Whether to ask the merchant to let the app hold orders. */
  readonly asksForHolding: boolean
  /** Null if there is nothing to release or accept. */
  readonly release: ReleaseView | null
  readonly lines: readonly OrderLineView[]
  readonly customer: CustomerView
  /** `€96.00`; null if Shopify does not show the order. */
  readonly total: string | null
  /** The gates used, each once. */
  readonly gates: readonly { readonly number: number; readonly name: string }[]
  readonly holders: HoldersView
  /** The gate for which staff may make a pass, so that the customer can order again; null if nothing was missing. */
  readonly passGate: number | null
  readonly settledAt: string
}

/** A signed receipt of an order. */
export type ReceiptView = {
  readonly id: string
  /** The compact JWS. */
  readonly token: string
  /** The gate's name. */
  readonly gate: string
  /** `Version 3` */
  readonly revision: string
  /** `Ethereum, block 21000000`; none if the gate asks for lists alone. */
  readonly blocks: readonly string[]
  readonly signedAt: string
}

/** An order whose database row this version cannot read. */
export type UnreadableOrderView = { readonly orderId: number; readonly name: string }

/** A badge of the block on Shopify's page of an order. */
type BlockBadgeView = {
  readonly text: string
  readonly tone: 'success' | 'warning' | 'critical' | 'neutral'
}

/** An order for that block. The block's side is `extensions/order-block/src/types.ts`. */
export type OrderBlockView =
  | { readonly kind: 'none'; readonly sentence: string }
  | {
      readonly kind: 'found'
      readonly outcome: BlockBadgeView
      readonly action: BlockBadgeView | null
      readonly summary: string
      readonly todo: string
      readonly facts: readonly { readonly title: string; readonly values: readonly string[] }[]
      readonly path: string
    }
