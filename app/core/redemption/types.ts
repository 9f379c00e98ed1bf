import type { GateNumber, Limits, ShopId } from '../gate/types.ts'
import type { ProofCarrier } from '../proof/types.ts'
import type { SeenGate } from '../visit/types.ts'

/**
 * One use that a reservation takes: the `slot`-th of a wallet, of a token or of all there are.
 *
 * `key`: a wallet's address in its inner form, a token's as `formatTokenKey` writes it, empty for `total`.
 */
export type ReservationUnit = {
  readonly kind: 'wallet' | 'token' | 'total'
  readonly key: string
  readonly slot: number
}

/** A gate with limits that was found open for a visit. */
export type ReservationWant = {
  readonly gate: GateNumber
  readonly revision: number
  /** Unix seconds: 15 minutes after the proof. Moves forward only. */
  readonly endsAt: number
  readonly limits: Limits
  /**
   * Every wallet (or vault) whose holding contributed: with `perWallet` each is charged once, with a total each holds one
   * open place.
   */
  readonly wallets: readonly string[]
  /**
   * Single tokens held that count: with `perToken` the first with room is charged, instead of one that is not held any
   * more; with a total one of them holds the open place. None where they are not known, or the gate is not about any.
   */
  readonly tokens: readonly string[]
}

export type ReservationAnswer =
  | {
      readonly gate: GateNumber
      readonly kind: 'reserved'
      readonly reservationId: bigint
      readonly units: readonly ReservationUnit[]
    }
  | { readonly gate: GateNumber; readonly kind: 'used-up'; readonly limit: ReservationUnit['kind'] }
  | PlaceTaken

/**
 * At a gate with a limit in total, a wallet and a single token have one open place at a time, and another cart has it:
 * until when, in unix seconds.
 */
export type PlaceTaken = {
  readonly gate: GateNumber
  readonly kind: 'place-taken'
  readonly by: 'wallet' | 'token'
  readonly heldUntil: number
}

/** A want that was refused, and the limit that refused it. */
export type RefusedWant = { readonly want: ReservationWant; readonly limit: ReservationUnit['kind'] }

/**
 * The uses that stand in the way of a refused want, in unix seconds: when the latest order was made that used its wallets
 * or tokens (null of a total, or where that is not known), and when enough of what carts hold has ended for one more use
 * (null where orders have it).
 */
export type StandingUses = {
  readonly gate: GateNumber
  readonly usedAt: number | null
  readonly heldUntil: number | null
}

/** Reserved at unlock; kept by an order; given back; taken back by staff from an order, or before its proof ended. */
export type ReservationState = 'open' | 'committed' | 'released' | 'lapsed'

/** A use of a gate with limits, as the ledger holds it. Instants in unix seconds. */
export type ReservationRow = {
  readonly id: bigint
  readonly gate: GateNumber
  readonly revision: number
  /** `staff` where it was recorded by hand. */
  readonly visitId: string
  readonly state: ReservationState
  /** Kept after they were given back. */
  readonly units: readonly ReservationUnit[]
  readonly endsAt: number
  /** The order that used it, also after a cancellation. */
  readonly orderId: bigint | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** How much of a gate is used: open reservations, kept ones, and how many there may be in all (null: no such limit). */
export type GateCounts = {
  readonly gate: GateNumber
  readonly reserved: number
  readonly committed: number
  readonly total: number | null
}

/** What a correction by hand is about. */
export type CorrectedUnit = { readonly kind: 'wallet' | 'token'; readonly key: string }

/** A grant as the ledger holds it; `orderId` is the order it paid for, or that closed it. */
export type GrantRow = {
  readonly id: string
  readonly visitId: string
  readonly carrier: ProofCarrier
  readonly cartToken: string | null
  readonly productId: number | null
  readonly variantId: number | null
  readonly gates: readonly SeenGate[]
  readonly buyer: string
  readonly epoch: string
  readonly until: string
  readonly endsAt: number
  readonly state: 'open' | 'paid' | 'closed'
  readonly orderId: bigint | null
  readonly orderedAt: number | null
}

/** A grant that was opened or renewed, and the epoch of the key that its proof is to be signed with. */
export type OpenedGrant = { readonly id: string; readonly epoch: string }

/** An order's place among others: the earliest wins, whatever arrives first. `orderedAt` in unix seconds. */
export type OrderPlace = { readonly orderId: bigint; readonly orderedAt: number }

/** A grant that decided lines of an order, with the gates that need a reservation. */
export type LedgerGrant = {
  readonly id: string
  readonly visitId: string
  /** When the order counts as made for this grant, where that is not its own time. */
  readonly orderedAt?: number
  /** Limited gates that the order used through it. */
  readonly limited: readonly number[]
  /** Limited gates that it used and gave back: cancelled or refunded. */
  readonly released: readonly number[]
}

export type LedgerOrder = OrderPlace & {
  readonly shopId: ShopId
  readonly grants: readonly LedgerGrant[]
  /** Ids of other grants that the order carried. */
  readonly closes: readonly string[]
  /** Unix seconds. */
  readonly at: number
}

export type LedgerVerdict = {
  /** Ids of the grants that pay for this order. */
  readonly paid: readonly string[]
  /** Grants that an earlier order has, and which one. */
  readonly taken: readonly { readonly grant: string; readonly by: bigint }[]
  /** Limited gates for which the visit has no use left. */
  readonly missing: readonly { readonly grant: string; readonly gate: number }[]
  /** Orders whose settling this one has changed; each stands in the queue to be settled again. */
  readonly displaced: readonly bigint[]
}

/** A line of the record of who changed what by hand or by rule. */
export type AuditEntry = {
  readonly id: bigint
  readonly at: number
  /** `staff:<user id>`, or `system` */
  readonly actor: string
  readonly action: AuditAction
  readonly gate: GateNumber | null
  readonly reservationId: bigint | null
  readonly orderId: bigint | null
  readonly detail: Readonly<Record<string, unknown>>
}

export type AuditAction =
  | 'reservation.released'
  | 'reservation.lapsed'
  | 'redemption.added'
  | 'redemption.removed'
  | 'order.released'
  | 'order.cancelled'
  | 'gate.deleted'
  | 'key.rotated'
