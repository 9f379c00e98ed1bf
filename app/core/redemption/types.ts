import type { GateNumber, Limits, ShopId } from '../gate/types.ts'
import type { ProofCarrier } from '../proof/types.ts'
import type { SeenGate } from '../visit/types.ts'

/**
 * One use that a reservation takes: the `slot`-th of a wallet, of a token or of the total.
 *
 * `key`: a wallet's address in canonical form, a token's key from `formatTokenKey`, empty for `total`.
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
  /**
   * 15 minutes after the proof's end. Only ever moves forward. Null changes a running reservation, and makes none. Unix
   * seconds.
   */
  readonly endsAt: number | null
  readonly limits: Limits
  /**
   * Every wallet (or vault) whose holding contributed. With `perWallet` each is charged once; with a total each has one
   * open place.
   */
  readonly wallets: readonly string[]
  /**
   * The single tokens that count. With `perToken` the first with room is charged, in place of one no longer held. With
   * a total, one of them has the open place. Empty if they are unknown, or if the gate is about no single tokens.
   */
  readonly tokens: readonly string[]
  /** Whether no other token may count. If one may, a reservation keeps its token: the shopper may have chosen it. */
  readonly isWhole: boolean
}

export type ReservationAnswer =
  | {
      readonly gate: GateNumber
      readonly kind: 'reserved'
      readonly reservationId: bigint
      readonly units: readonly ReservationUnit[]
    }
  | { readonly gate: GateNumber; readonly kind: 'used-up'; readonly limit: ReservationUnit['kind'] }
  /** There is no running reservation that could be changed. */
  | { readonly gate: GateNumber; readonly kind: 'gone' }
  | PlaceTaken

/**
 * Another cart has the open place. At a gate with a limit in total, a wallet and a single token have one at a time.
 * `heldUntil` in unix seconds.
 */
export type PlaceTaken = {
  readonly gate: GateNumber
  readonly kind: 'place-taken'
  readonly by: 'wallet' | 'token'
  readonly heldUntil: number
}

/** A refused want, and the limit that refused it. */
export type RefusedWant = { readonly want: ReservationWant; readonly limit: ReservationUnit['kind'] }

/**
 * The uses that block a refused want. Instants in unix seconds.
 *
 * `usedAt`: the time of the latest order that used its wallets or tokens; null for a total, or if unknown.
 * `heldUntil`: when enough reservations of carts have ended for one more use; null if orders have the uses.
 */
export type StandingUses = {
  readonly gate: GateNumber
  readonly usedAt: number | null
  readonly heldUntil: number | null
}

/**
 * open: reserved at unlock. committed: used by an order. released: given back. lapsed: taken back by staff, from an
 * order or before its proof ended.
 */
export type ReservationState = 'open' | 'committed' | 'released' | 'lapsed'

/** A use of a gate with limits, as the ledger stores it. Instants in unix seconds. */
export type ReservationRow = {
  readonly id: bigint
  readonly gate: GateNumber
  readonly revision: number
  /** `staff` if it was recorded by hand. */
  readonly visitId: string
  readonly state: ReservationState
  /** They remain after they were given back. */
  readonly units: readonly ReservationUnit[]
  readonly endsAt: number
  /** The order that used it, also after a cancellation. */
  readonly orderId: bigint | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** How much of a gate is used: open and committed reservations, and the limit in total (null for none). */
export type GateCounts = {
  readonly gate: GateNumber
  readonly reserved: number
  readonly committed: number
  readonly total: number | null
}

/** How many uses of a token orders have, and carts hold. */
export type TokenUses = { readonly used: number; readonly reserved: number }

/** The wallet or token that a correction by hand is about. */
export type CorrectedUnit = { readonly kind: 'wallet' | 'token'; readonly key: string }

/** A grant as the ledger stores it. `orderId` is the order that it paid for, or that closed it. */
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

/** A grant that was opened or renewed, and the epoch of the key that must sign its proof. */
export type OpenedGrant = { readonly id: string; readonly epoch: string }

/** An order's place in time. The earliest order wins, in whatever order they arrive. `orderedAt` in unix seconds. */
export type OrderPlace = { readonly orderId: bigint; readonly orderedAt: number }

/** A grant that decided lines of an order, with the gates that need a reservation. */
export type LedgerGrant = {
  readonly id: string
  readonly visitId: string
  /** When the order counts as made for this grant, if not at its own time. */
  readonly orderedAt?: number
  /** Limited gates that the order used through it. */
  readonly limited: readonly number[]
  /** Limited gates that it used and gave back by a cancellation or refund. */
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
  /** Grants that an earlier order has, and that order (`by`). */
  readonly taken: readonly { readonly grant: string; readonly by: bigint }[]
  /** Limited gates for which the visit has no use left. */
  readonly missing: readonly { readonly grant: string; readonly gate: number }[]
  /** Orders whose settlement this one affects; each is queued to be settled again. */
  readonly displaced: readonly bigint[]
}

/** An entry of the audit log: who changed what, by hand or by rule. */
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
  | 'project.gates-allowed'
  | 'project.gates-ended'
