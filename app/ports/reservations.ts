import type { ShopId } from '../core/gate/types.ts'
import type {
  CorrectedUnit,
  GateCounts,
  RefusedWant,
  ReservationAnswer,
  ReservationRow,
  ReservationState,
  ReservationWant,
  StandingUses,
} from '../core/redemption/types.ts'

type ByHand = {
  readonly shopId: ShopId
  /** `staff:<user id>` */
  readonly actor: string
  readonly reason: string
  readonly at: number
}

/** Reservations: uses of a limited gate that a cart holds. Instants are unix seconds. */
export type ReservationsPort = {
  /**
   * Take a use of each gate for a visit, all it takes or nothing per gate; answers in the order asked. One is open per
   * visit and gate: what stands is kept, its end moved forward and what it lacks taken too. Exact, whatever number of
   * callers and processes.
   */
  reserve: (parameters: {
    shopId: ShopId
    visitId: string
    wants: readonly ReservationWant[]
    at: number
  }) => Promise<ReservationAnswer[]>
  /** What stands in the way of wants that were refused, in the order asked; one statement for all. */
  findStandingUses: (parameters: {
    shopId: ShopId
    visitId: string
    refused: readonly RefusedWant[]
    at: number
  }) => Promise<StandingUses[]>
  /** Move the visit's open reservations forward; answers the gates that had one. The others must be reserved anew. */
  renew: (parameters: {
    shopId: ShopId
    visitId: string
    gates: readonly number[]
    endsAt: number
    at: number
  }) => Promise<number[]>
  /**
   * Give back open ones whose end has passed, once Shopify was asked for orders since; answers how many. Any number of
   * processes.
   */
  sweep: (parameters: { at: number }) => Promise<number>
  /** Newest first, `before` an id. */
  list: (parameters: {
    shopId: ShopId
    gate?: number
    state?: ReservationState
    before?: bigint
    limit: number
  }) => Promise<ReservationRow[]>
  /** In the order asked. */
  counts: (parameters: { shopId: ShopId; gates: readonly number[] }) => Promise<GateCounts[]>
  /**
   * Take a reservation back: `lapsed` where an order used it, or before its end, and an order that brings it is held; else
   * released.
   * @throws {NotFoundError} ERR_RESERVATION_NOT_FOUND. @throws {ConflictError} ERR_RESERVATION_STALE
   */
  release: (parameters: ByHand & { reservationId: bigint }) => Promise<ReservationRow>
  /**
   * Record a use, or take one back that an order or staff made.
   * @throws {ConflictError} ERR_RESERVATION_STALE when there is none to take back
   */
  correct: (
    parameters: ByHand & { gate: number; unit: CorrectedUnit; change: 'add' | 'remove' },
  ) => Promise<void>
}
