import type { GateNumber, Limits, ShopId, Subject } from '../gate/types.ts'
import type { PricePiece, ProofCarrier, ProofEntry, ProofReaction } from '../proof/types.ts'

/** An order as Shopify tells it. Ids are Shopify's numeric ones, instants unix seconds. */
export type OrderFacts = {
  readonly id: number
  /** `#1001` */
  readonly name: string
  readonly createdAt: number
  readonly cancelledAt: number | null
  readonly customerId: number | null
  /** False where Shopify does not let the app see who bought: null above then means nothing. */
  readonly knowsCustomer?: boolean
  /** Made by staff (draft, admin, POS) or by a subscription's contract, by Shopify's source: no checkout was asked. */
  readonly isStaffMade: boolean
  /** The order's attribute `_palisade`. */
  readonly proof: string | null
  /** The order's metafield `$app.gate_pass`. */
  readonly pass: string | null
  /** In the cart's order. */
  readonly lines: readonly OrderLine[]
  readonly hasOurOrderDiscount: boolean
  readonly hasOurShippingDiscount: boolean
  /** Discount codes used. */
  readonly codes: readonly string[]
  readonly tags: readonly string[]
}

/** A bundle that was sold as its parts: of it an order tells no line of its own. */
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
  /** What is left of it after refunds and removals. */
  readonly currentQuantity: number
  /** How many of it the checkout sold: what came to the order later, by an edit or an exchange, is the merchant's decision. */
  readonly boughtQuantity: number
  readonly requiresShipping: boolean
  /** The line's property `_palisade`. */
  readonly proof: string | null
  readonly hasOurDiscount: boolean
  /** Discount codes that took something off it. */
  readonly codes?: readonly string[]
  /** What one of it costs before discounts, in 1/1000 of the shop's currency unit; null where Shopify did not say. */
  readonly unitPrice?: bigint | null
}

/** A grant as the ledger holds it. */
export type OrderGrant = {
  readonly id: string
  readonly visitId: string
  readonly carrier: ProofCarrier
  /** The product and variant that a line's proof was made for; null on the cart's own grants. */
  readonly productId?: number | null
  readonly variantId?: number | null
  readonly cartToken: string | null
  /** Unix seconds. */
  readonly endsAt: number
  /** The order that pays with it, or has closed it, and its place in the ledger's time. */
  readonly orderId?: bigint | null
  readonly orderedAt?: number | null
}

/** A gate as an order sees it: how it stood at the order's moment, and what each revision meant. */
export type OrderGate = {
  readonly number: GateNumber
  /** A line is closed to everybody but holders where all of these are about it: what it was about then and a moment before. */
  readonly closedTo: readonly Subject[]
  /** Whether it was open to everybody then and all the minutes before. */
  readonly isLifted?: boolean
  /** Since when, without a break, it had given nothing when the order was made: paused, ended, not begun. Unix seconds. */
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

/** Where a proof was read, in the order of belief. */
export type ProofPlace =
  | { readonly kind: 'm' | 'c' }
  | { readonly kind: 'l'; readonly lineId: number }
  /** A discount code that was made for one unlock. */
  | { readonly kind: 'code'; readonly code: string }

/** Why a proof counts for nothing, as far as people are told. */
export type ProofFault = 'shape' | 'carrier' | 'expired' | 'buyer' | 'epoch' | 'mac'

/** A proof of an order after its MAC was looked at. */
export type OrderProof =
  | {
      readonly kind: 'good'
      readonly place: ProofPlace
      readonly grant: string
      readonly entries: readonly ProofEntry[]
      /** Bound to a customer, and believed while nobody said who bought. */
      readonly isUnasked?: true
    }
  | { readonly kind: 'bad'; readonly place: ProofPlace; readonly fault: ProofFault }

/** A good proof as a settlement keeps it: without who bought, amounts as decimal text. */
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

/** committed: as it should be. none: nothing of ours. The others break a rule. */
export type LineOutcome = 'committed' | 'suspect' | 'duplicate' | 'unmatched' | 'unproved' | 'none'
export type OrderOutcome = LineOutcome | 'mixed'

/** Why a line or order came out as it did; `admin/` has the sentences. */
export type SettlementReason =
  | { readonly kind: 'staff-made' }
  /** A line of a gate that is closed to others, or with our discount, without a proof that speaks of it. */
  | { readonly kind: 'no-proof' }
  | { readonly kind: 'bad-proof'; readonly fault: ProofFault }
  /** Its gate had been paused, or had ended, some minutes before. */
  | { readonly kind: 'gate-shut'; readonly gate: number }
  /** More of it than the gate lets one cart have. */
  | { readonly kind: 'over-cap'; readonly gate: number }
  | { readonly kind: 'no-such-grant'; readonly grant: string }
  /** The grant was made for another cart. */
  | { readonly kind: 'other-cart'; readonly grant: string }
  /** A suspect nobody came for. */
  | { readonly kind: 'nobody-came'; readonly grant: string }
  | { readonly kind: 'grant-used'; readonly grant: string; readonly by: number }
  /** Its limited use was given back before the order, and somebody else has it, or staff took it back. */
  | { readonly kind: 'use-gone'; readonly grant: string; readonly gate: number }
  /** The wallet held it at unlock and not when the order came. */
  | { readonly kind: 'not-held'; readonly gate: number }
  | { readonly kind: 'not-rechecked'; readonly gate: number }
  /** A code took something off the order or its shipping, and nothing its gate is about was ordered. */
  | { readonly kind: 'no-item'; readonly gate: number }
  /** Our discount on the order or its shipping, without a proof that gives one. */
  | { readonly kind: 'order-discount' }

export type SettledLine = {
  readonly lineId: number
  readonly outcome: LineOutcome
  readonly reasons: readonly SettlementReason[]
  /** The gates that opened or discounted it, ascending. */
  readonly gates: readonly number[]
  /** Gates that were closed to others when it was bought. Decided once: what changes later does not make it wrong. */
  readonly closedGates: readonly number[]
}

export type SettledGate = { readonly gate: number; readonly revision: number; readonly grant: string }

/** What became of an order, as it is kept. */
export type Settlement = {
  readonly outcome: OrderOutcome
  /** What our discounts on the order as a whole and on its shipping came to, and why. */
  readonly wholeOutcome: LineOutcome
  readonly reasons: readonly SettlementReason[]
  readonly lines: readonly SettledLine[]
  /** The gates used and the grants that opened them, ascending by gate. */
  readonly gates: readonly SettledGate[]
  readonly grants: readonly string[]
  /** The proofs that opened them: judged once. Settlements of before this was kept have none. */
  readonly proofs?: readonly KeptProof[]
  readonly isCancelled: boolean
  /** What the ledger was told: read again only where it may have changed. */
  readonly rechecks: readonly Recheck[]
  /** Wallets and single tokens whose holding opened the gates: kept only where the merchant shows them on orders. */
  readonly holders: readonly string[]
  /** The tags that this or an earlier settling put on the order. Settlements of before this was kept have none. */
  readonly tags?: readonly string[]
}
export type Recheck = {
  readonly gate: number
  readonly verdict: 'held' | 'not-held' | 'unknown'
}

/** What is to be done about an order that broke a rule, and how far it is. */
export type SettlementAction = {
  readonly kind: 'none' | 'tag' | 'hold' | 'cancel'
  /** pending: to be tried again. partly: some lines can be held and some cannot. */
  readonly state: 'none' | 'pending' | 'done' | 'partly' | 'impossible' | 'lifted'
  /** Lines that are to be held, ascending. */
  readonly lineIds: readonly number[]
  readonly holds: readonly HeldLines[]
  /** Lines of them that nothing can hold: digital goods, and what was sent already. */
  readonly unheldLines: readonly number[]
  /** Why the last attempt failed, for people. */
  readonly error: string | null
  /** The last attempt found that Shopify does not let the app hold orders. Absent otherwise. */
  readonly isNotAllowed?: true
  /** When Shopify was asked to cancel the order, which it does a little later. Unix seconds. */
  readonly askedAt?: number
  /** What staff said is fine: it is held against the order no more, nor is anything less grave. */
  readonly accepted?: Findings
}
/** What breaks a rule of an order, or may: as a whole (`none` where nothing does) and line by line, ascending. */
export type Findings = {
  readonly wholeOutcome: LineOutcome
  readonly lines: readonly { readonly lineId: number; readonly outcome: LineOutcome }[]
}
export type HeldLines = {
  readonly fulfillmentOrderId: string
  readonly holdIds: readonly string[]
  readonly lineIds: readonly number[]
}

/** A row of the settlements. */
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
  /** Who bought, as a webhook said it where Shopify does not show it to the app. */
  readonly customerId?: number
  /** A webhook of it came, and not only the look for orders that found it. */
  readonly isTold?: true
  /** Its customer was forgotten: it is not judged again, and nothing of it leads to a wallet or cart. */
  readonly isRedacted: boolean
}
