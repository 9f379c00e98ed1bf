import type { GateNumber, ShopId } from '../core/gate/types.ts'
import type {
  CorrectedUnit,
  GateCounts,
  RefusedWant,
  ReservationAnswer,
  ReservationRow,
  ReservationState,
  ReservationUnit,
  ReservationWant,
  StandingUses,
  TokenUses,
} from '../core/redemption/types.ts'

type ByHand = {
  readonly shopId: ShopId
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
  readonly at: number
}

/** Reservations: uses of limited gates that carts have reserved. Instants are unix seconds. */
export type ReservationsPort = {
  /**
   * Reserve a use of each gate for a visit, each gate in full or not at all; answers in the order asked. A visit has
   * one open reservation per gate: an existing one is renewed, and missing units are added. Exact for any number of
   * callers and processes. A want without an end is answered `gone` if no reservation of the visit runs.
   */
  reserve: (parameters: {
    shopId: ShopId
    visitId: string
    wants: readonly ReservationWant[]
    at: number
  }) => Promise<ReservationAnswer[]>
  /**
   * For each refused want, when the uses that blocked it were made and when they end; in the order asked, one
   * statement. A want needs one free token, but every wallet of it must have a use left. The visit's own reservations
   * block nothing.
   */
  findStandingUses: (parameters: {
    shopId: ShopId
    visitId: string
    /** One for each gate. */
    refused: readonly RefusedWant[]
    at: number
  }) => Promise<StandingUses[]>
  /**
   * The gates of which the wants have no use left, and by which limit; reserves nothing, one statement. A visit with an
   * open reservation has its use. An open place in another cart is not looked for.
   */
  findSpent: (parameters: {
    shopId: ShopId
    visitId: string
    wants: readonly ReservationWant[]
  }) => Promise<{ readonly gate: GateNumber; readonly limit: ReservationUnit['kind'] }[]>
  /**
   * Extend the visit's open reservations to `endsAt`; answers the gates that had one, ascending. The other gates need a
   * new reservation.
   */
  renew: (parameters: {
    shopId: ShopId
    visitId: string
    gates: readonly number[]
    endsAt: number
    at: number
  }) => Promise<number[]>
  /**
   * Release open reservations that have ended, if Shopify was already asked for orders made since; if not, queue a job
   * that asks soon. Also delete reservations that ended two months ago. Answers how many were released. Any number of
   * processes may call it.
   */
  sweep: (parameters: { at: number }) => Promise<number>
  /** Newest first; `before` is the id of the last row of the previous page. */
  list: (parameters: {
    shopId: ShopId
    gate?: number
    state?: ReservationState
    before?: bigint
    limit: number
  }) => Promise<ReservationRow[]>
  /** The reserved and committed uses of each gate, and its total limit; in the order asked. */
  counts: (parameters: { shopId: ShopId; gates: readonly number[] }) => Promise<GateCounts[]>
  /** The uses of some tokens at a gate, by the token's key; without tokens that have none. One look-up by key each. */
  countTokenUses: (parameters: {
    shopId: ShopId
    gate: number
    keys: readonly string[]
  }) => Promise<ReadonlyMap<string, TokenUses>>
  /**
   * Compare the counters of committed uses with the reservations, those first that were not compared for longest: 20,000
   * reservations, or those of one gate. Sets wrong counters right, and answers their gates.
   */
  checkUses: (parameters: { shopId: ShopId; at: number }) => Promise<number[]>
  /**
   * Release a reservation by hand, with an entry in the audit log. It becomes `lapsed` if an order used it, and that
   * order cannot take it again. It also becomes `lapsed` if its proof may still be used; an order that brings the proof
   * is then held. Else it becomes `released`.
   * @throws {NotFoundError} ERR_RESERVATION_NOT_FOUND. @throws {ConflictError} ERR_RESERVATION_STALE
   */
  release: (parameters: ByHand & { reservationId: bigint }) => Promise<ReservationRow>
  /**
   * Add a use of a wallet or token by hand, even above the limit, or remove one that an order or staff made; with an entry in
   * the audit log.
   * @throws {ConflictError} ERR_RESERVATION_STALE if there is none to remove
   */
  update: (
    parameters: ByHand & { gate: number; unit: CorrectedUnit; change: 'add' | 'remove' },
  ) => Promise<void>
}
