import type { ClosedReason, UsedUp } from '../gate/answer.ts'
import type { Gate, GateNumber, Reaction, ShopId, Subject } from '../gate/types.ts'
import type { Verdict } from '../requirement/types.ts'

/** A till: its link lets staff check shoppers' codes at a counter. Instants are unix seconds. */
export type Till = {
  readonly id: string
  readonly shopId: ShopId
  readonly name: string
  /** `staff:<user id>` */
  readonly actor: string
  readonly createdAt: number
  readonly endsAt: number
  readonly revokedAt: number | null
  readonly usedAt: number | null
}

/** open: it works. revoked: staff ended it. ended: its time is over. */
export type TillState = 'open' | 'revoked' | 'ended'

/** A code that a till has checked, and the charge that it made of it. */
export type CounterCheck = {
  readonly id: string
  readonly tillId: string
  readonly visitId: string
  readonly checkedAt: number
  /** Null until the till charges. */
  readonly charge: CounterCharge | null
}

/** A use that a till charged. */
export type CounterCharge = {
  readonly gate: GateNumber
  readonly revision: number
  readonly units: number
  readonly grantId: string
  readonly chargedAt: number
  /** The order's name as staff typed it, or null. */
  readonly orderName: string | null
  readonly undoneAt: number | null
  /** The order of the point of sale; null while there is none. */
  readonly orderId: number | null
}

/** A charge for an order of the point of sale, with the terms of its gate's revision. */
export type OrderCharge = {
  /** The id of its check. */
  readonly id: string
  readonly gate: GateNumber
  readonly revision: number
  readonly grantId: string
  readonly units: number
  readonly chargedAt: number
  readonly orderName: string | null
  readonly subject: Subject
  readonly reaction: Reaction
}

/** An order of the point of sale with an exclusive product that no till has charged. */
export type CounterSale = {
  readonly orderId: number
  readonly name: string
  readonly orderedAt: number
  readonly gates: readonly number[]
}

/** What a till finds about a gate for a shopper. */
export type CounterFinding =
  | { readonly gate: Gate; readonly kind: 'open' }
  | { readonly gate: Gate; readonly kind: 'closed'; readonly because: Exclude<ClosedReason, 'used-up'> }
  | { readonly gate: Gate; readonly kind: 'closed'; readonly because: 'used-up'; readonly usedUp: UsedUp }
  | ({ readonly gate: Gate } & Exclude<Verdict, { kind: 'met' }>)
