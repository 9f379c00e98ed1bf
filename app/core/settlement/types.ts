import type { GateNumber, Limits, ShopId, Subject } from '../gate/types.ts'
import type { PricePiece, ProofCarrier, ProofEntry, ProofReaction } from '../proof/types.ts'

/** An order as read from Shopify. Ids are Shopify's numeric ones, instants unix seconds. */
export type OrderFacts = {
  readonly id: number
  /** `#1001` */
  readonly name: string
  readonly createdAt: number
  readonly cancelledAt: number | null
  readonly customerId: number | null
  /** False if Shopify hides the customer from the app: a null `customerId` then means unknown. */
  readonly knowsCustomer?: boolean
  /** By Shopify's source, made by staff (draft, admin, POS) or by a subscription's contract: no checkout ran. */
  readonly isStaffMade: boolean
  /** Sold at Shopify's point of sale, where a till of this app may have charged a use. */
  readonly isPointOfSale?: boolean
  /** The order's attribute `_palisade`. */
  readonly proof: string | null
  /** The order's metafield `$app.gate_pass`. */
  readonly pass: string | null
  /** In the cart's order. */
  readonly lines: readonly OrderLine[]
  readonly hasOurOrderDiscount: boolean
  readonly hasOurShippingDiscount: boolean
  /** What was taken off shipping. */
  readonly shippingDiscounts?: readonly OrderDiscount[]
  /** Discount codes used. */
  readonly codes: readonly string[]
  readonly tags: readonly string[]
  /** Our hold ended though nobody released it: the payment came. Absent where a platform keeps holds apart. */
  readonly hasLostHold?: boolean
}

/** A bundle that was sold as its parts: it has no line of its own in the order. */
export type OrderBundle = {
  readonly id: string
  readonly productId: number | null
  readonly variantId: number | null
  readonly quantity: number
}

export type OrderLine = {
  readonly id: number
  /** The bundle that it is a part of; null for nearly every line. */
  readonly bundle?: OrderBundle | null
  /** Null for a custom product, and for one that was deleted since. */
  readonly productId: number | null
  readonly variantId: number | null
  readonly quantity: number
  /** Units left after refunds and removals. */
  readonly currentQuantity: number
  /** Units that the checkout sold. Units added later, by an edit or an exchange, are the merchant's decision. */
  readonly boughtQuantity: number
  readonly requiresShipping: boolean
  /** The line's property `_palisade`. */
  readonly proof: string | null
  readonly hasOurDiscount: boolean
  /** Discount codes that discounted the line. */
  readonly codes?: readonly string[]
  /** Price of one unit before discounts, in 1/1000 of the shop's currency unit; null if Shopify did not say. */
  readonly unitPrice?: bigint | null
  /** Its shares of all discounts. Absent if it has none. */
  readonly discounts?: readonly OrderDiscount[]
}

/** What one discount took off a line or off shipping, in 1/1000 of the shop's currency unit. */
export type OrderDiscount = {
  readonly amount: bigint
  /** Null for an automatic discount. */
  readonly code: string | null
  /** What the order calls an automatic discount. */
  readonly title?: string
  /** Whether it is an automatic discount of this app. */
  readonly isOurs: boolean
  /** Whether it is a share of a discount off the whole order. */
  readonly isWhole: boolean
}

/** A grant as the ledger stores it. */
export type OrderGrant = {
  readonly id: string
  readonly visitId: string
  readonly carrier: ProofCarrier
  /** The product and variant that a line's proof was made for; null for a cart's grant. */
  readonly productId?: number | null
  readonly variantId?: number | null
  readonly cartToken: string | null
  /** Unix seconds. */
  readonly endsAt: number
  /** The order that pays with the grant, or has closed it. `orderedAt`: the order's time in the ledger. */
  readonly orderId?: bigint | null
  readonly orderedAt?: number | null
}

/** A gate for the settlement of an order: its state when the order was made, and its revisions. */
export type OrderGate = {
  readonly number: GateNumber
  /** Its subjects then and some minutes before. A line is closed to non-holders if all are about it; empty: none is. */
  readonly closedTo: readonly Subject[]
  /** Whether it was open to everybody then and during the minutes before. */
  readonly isLifted?: boolean
  /** Since when, without a break, it was inactive when the order was made: paused, ended, not begun. Unix seconds. */
  readonly shutSince?: number | null
  readonly recheck: boolean
  readonly revisions: ReadonlyMap<number, GateMeaning>
}
export type GateMeaning = {
  readonly subject: Subject
  readonly isExclusive: boolean
  readonly limits: Limits
  /** Unix seconds. */
  readonly createdAt: number
}

/** A wallet or single token whose use an order took; the key is as in the ledger. */
export type OrderUnit = {
  readonly gate: GateNumber
  readonly kind: 'wallet' | 'token'
  readonly key: string
}

/** Where a proof was found. By precedence: till, code, cart metafield (`m`), attribute (`c`), line (`l`). */
export type ProofPlace =
  | { readonly kind: 'm' | 'c' }
  | { readonly kind: 'l'; readonly lineId: number }
  /** A discount code that was made for one unlock. */
  | { readonly kind: 'code'; readonly code: string }
  /** A charge that a till made at the counter. */
  | { readonly kind: 'till'; readonly check: string }

/** Why a proof is refused, as far as people learn it. */
export type ProofFault = 'shape' | 'carrier' | 'expired' | 'buyer' | 'epoch' | 'mac'

/** A proof of an order, after verification. */
export type OrderProof =
  | {
      readonly kind: 'good'
      readonly place: ProofPlace
      readonly grant: string
      readonly entries: readonly ProofEntry[]
      /** Bound to a customer, and accepted while the order's customer was unknown. */
      readonly isUnasked?: true
    }
  | { readonly kind: 'bad'; readonly place: ProofPlace; readonly fault: ProofFault }

/** A good proof as a settlement stores it: without the buyer, amounts as decimal strings. */
export type KeptProof = {
  readonly place: ProofPlace
  readonly grant: string
  readonly isUnasked?: true
  readonly entries: readonly (Omit<ProofEntry, 'reaction'> & {
    readonly reaction: Omit<ProofReaction, 'price'> & {
      readonly price: { readonly kind: PricePiece['kind']; readonly amount: string } | null
    }
  })[]
}

/** committed: as it should be. none: nothing of ours. suspect may break a rule; the others do. */
export type LineOutcome = 'committed' | 'suspect' | 'duplicate' | 'unmatched' | 'unproved' | 'none'
export type OrderOutcome = LineOutcome | 'mixed'

/** The reason for the outcome of a line or order; `admin/` has the sentences. */
export type SettlementReason =
  | { readonly kind: 'staff-made' }
  /** A line that is closed to non-holders or has our discount, without a proof for it. */
  | { readonly kind: 'no-proof' }
  | { readonly kind: 'bad-proof'; readonly fault: ProofFault }
  /** Its gate was paused, or had ended, some minutes before. */
  | { readonly kind: 'gate-shut'; readonly gate: number }
  /** More units than the gate's cap for one cart. */
  | { readonly kind: 'over-cap'; readonly gate: number }
  /** Several codes of the gate took off its price more than once. */
  | { readonly kind: 'second-code'; readonly gate: number }
  /** Of a code that this server does not know, `grant` is the code. */
  | { readonly kind: 'no-such-grant'; readonly grant: string }
  /** The grant was made for another cart. */
  | { readonly kind: 'other-cart'; readonly grant: string }
  /** The grant was made for another cart, whose order did not arrive in time. */
  | { readonly kind: 'nobody-came'; readonly grant: string }
  | { readonly kind: 'grant-used'; readonly grant: string; readonly by: number }
  /** Its limited use was given back before the order and somebody else has it, or staff took it back. */
  | { readonly kind: 'use-gone'; readonly grant: string; readonly gate: number }
  /** The wallet met the requirement at unlock, but not when the order came. */
  | { readonly kind: 'not-held'; readonly gate: number }
  | { readonly kind: 'not-rechecked'; readonly gate: number }
  /** A code discounted the order or its shipping, but the gate is about nothing that was ordered. */
  | { readonly kind: 'no-item'; readonly gate: number }
  /** Our discount on the order or its shipping, without a proof for it. */
  | { readonly kind: 'order-discount' }

export type SettledLine = {
  readonly lineId: number
  readonly outcome: LineOutcome
  readonly reasons: readonly SettlementReason[]
  /** The gates that opened or discounted it, ascending. */
  readonly gates: readonly number[]
  /** Gates that closed the line when it was bought. Decided once: a later change does not make a purchase wrong. */
  readonly closedGates: readonly number[]
}

export type SettledGate = { readonly gate: number; readonly revision: number; readonly grant: string }

/** The stored result of settling an order. */
export type Settlement = {
  readonly outcome: OrderOutcome
  /** The outcome of our discounts on the order as a whole and on its shipping. `reasons` explains it. */
  readonly wholeOutcome: LineOutcome
  readonly reasons: readonly SettlementReason[]
  readonly lines: readonly SettledLine[]
  /** The gates used and the grants that opened them, ascending by gate. */
  readonly gates: readonly SettledGate[]
  readonly grants: readonly string[]
  /** The proofs that opened them: judged once. Absent in older settlements. */
  readonly proofs?: readonly KeptProof[]
  readonly isCancelled: boolean
  /** The results of reading balances again after the order. Only `unknown` ones are read once more. */
  readonly rechecks: readonly Recheck[]
  /** Wallets and single tokens that opened the gates: stored only if the merchant shows them on orders. */
  readonly holders: readonly string[]
  /** The tags that this or an earlier settlement put on the order. Absent in older settlements. */
  readonly tags?: readonly string[]
}
export type Recheck = {
  readonly gate: number
  readonly verdict: 'held' | 'not-held' | 'unknown'
}

/** The action on an order that broke a rule, and its state. */
export type SettlementAction = {
  readonly kind: 'none' | 'tag' | 'hold' | 'cancel'
  /** pending: not done yet, or to be retried. partly: some lines can be held and some cannot. */
  readonly state: 'none' | 'pending' | 'done' | 'partly' | 'impossible' | 'lifted'
  /** Lines to hold, ascending. */
  readonly lineIds: readonly number[]
  readonly holds: readonly HeldLines[]
  /** Lines that cannot be held: digital goods, and those already sent. */
  readonly unheldLines: readonly number[]
  /** Why the last attempt failed, for people. */
  readonly error: string | null
  /** Set if, at the last attempt, Shopify did not let the app hold orders. */
  readonly isNotAllowed?: true
  /** When the cancellation was requested; Shopify cancels a little later. Unix seconds. */
  readonly askedAt?: number
  /** Findings that staff accepted: these, and less grave ones, lead to no action. */
  readonly accepted?: Findings
}
/** The outcomes of an order that break a rule, or may: as a whole (`none` if fine) and line by line, ascending. */
export type Findings = {
  readonly wholeOutcome: LineOutcome
  readonly lines: readonly { readonly lineId: number; readonly outcome: LineOutcome }[]
}
export type HeldLines = {
  readonly fulfillmentOrderId: string
  readonly holdIds: readonly string[]
  readonly lineIds: readonly number[]
}

/** An order whose settlement another version of the app stored and this one cannot read. */
export type UnreadableSettlement = Pick<SettlementRow, 'orderId' | 'name'>

/** A row of the table `settlement`. */
export type SettlementRow = {
  readonly shopId: ShopId
  readonly orderId: number
  readonly name: string
  readonly orderedAt: number
  readonly cartToken: string | null
  readonly settlement: Settlement
  readonly waitsUntil: number | null
  readonly action: SettlementAction
  readonly settledAt: number
  readonly updatedAt: number
  /** The customer's id, from a webhook or, if a proof is bound to a customer, from Shopify. */
  readonly customerId?: number
  /** A webhook announced the order; otherwise only the search for missed orders found it. */
  readonly isTold?: true
  /** The customer's data was erased: the order is not judged again, and no longer leads to a wallet or cart. */
  readonly isRedacted: boolean
}
