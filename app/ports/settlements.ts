import type { ShopId } from '../core/gate/types.ts'
import type { OrderShare } from '../core/numbers/types.ts'
import type {
  OrderGate,
  OrderOutcome,
  OrderUnit,
  Settlement,
  SettlementAction,
  SettlementRow,
  UnreadableSettlement,
} from '../core/settlement/types.ts'
import type { Visit } from '../core/visit/types.ts'

/** Cursor of the last order of the previous page. */
type Before = { readonly orderedAt: number; readonly orderId: number }

/** Settlements of orders. Instants are unix seconds. */
export type SettlementsPort = {
  /** Null if the order was not settled. */
  load: (parameters: { shopId: ShopId; orderId: number }) => Promise<SettlementRow | null>
  /** Those of orders that were settled, by order, in one statement; and why this version cannot read the others. */
  loadMany: (parameters: { shopId: ShopId; orderIds: readonly number[] }) => Promise<{
    rows: ReadonlyMap<number, SettlementRow>
    errors: ReadonlyMap<number, unknown>
  }>
  /**
   * Save a settlement. Answers null and saves nothing if the stored action is no longer `expected`, or if the customer
   * was redacted meanwhile.
   */
  save: (parameters: {
    shopId: ShopId
    orderId: number
    name: string
    orderedAt: number
    /** Null leaves the stored token as it is. */
    cartToken: string | null
    /** The customer from a webhook; null if Shopify shows the customer to the app, or no webhook named one. */
    customerId: number | null
    /** Whether a webhook reported the order. */
    isTold: boolean
    settlement: Settlement
    waitsUntil: number | null
    action: SettlementAction
    /** The stored action that this one was decided from; null if the order was not stored yet. */
    expected: SettlementAction | null
    /** What the order adds to the numbers; the counters are changed by the difference to what it added before. */
    shares: readonly OrderShare[]
    /** Shopify's last change of the order, as it was read. */
    seenAt: number
    at: number
  }) => Promise<SettlementRow | null>
  /** Record the progress of a hold or cancellation; false if the action is no longer `expected`. */
  setAction: (parameters: {
    shopId: ShopId
    orderId: number
    action: SettlementAction
    expected: SettlementAction
    at: number
  }) => Promise<boolean>
  /**
   * Record that staff released an order, with an entry in the audit log. Answers false and records neither if the
   * action is no longer `expected`.
   */
  release: (parameters: {
    shopId: ShopId
    orderId: number
    action: SettlementAction
    expected: SettlementAction
    /** `staff:<user id>` */
    actor: string
    detail: Readonly<Record<string, unknown>>
    at: number
  }) => Promise<boolean>
  /** A page of orders, newest first, and those of the page that this version cannot read. */
  list: (parameters: {
    shopId: ShopId
    outcome?: OrderOutcome
    /**
     * How the order's name begins, or how it goes on from its first digit, in any case. Of the newest 10,000 orders also
     * any part of the name.
     */
    name?: string
    /** Only orders that used this gate, or that it closed or found something about. */
    gate?: number
    /** Only orders made at or after. */
    from?: number
    /** Only orders made before. */
    until?: number
    /** Only orders whose hold or cancellation is still to be done. */
    isPending?: boolean
    before?: Before
    limit: number
  }) => Promise<{
    rows: SettlementRow[]
    unreadable: UnreadableSettlement[]
    /** Cursor of the next page; null on the last page. */
    next: Before | null
  }>
  /**
   * For each settled order, the last change by Shopify that its settlement included. Infinity for an order whose
   * customer was redacted, because it is not settled again.
   */
  findSettled: (parameters: {
    shopId: ShopId
    orderIds: readonly number[]
  }) => Promise<ReadonlyMap<number, number>>
  /** Orders that use one of these grants and wait for the order that the grant was made for. */
  findWaiting: (parameters: {
    shopId: ShopId
    grants: readonly string[]
    /** Older orders are left out. */
    since: number
  }) => Promise<number[]>
  /**
   * Gates as they were at `orderedAt`: the named ones, and all that ever were exclusive and about one of these products
   * or collections; also deleted ones.
   */
  readGates: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
    productIds: readonly number[]
    collectionIds: readonly number[]
    orderedAt: number
  }) => Promise<OrderGate[]>
  /**
   * Delete the settlements of orders that were made before, with the grants that paid them, at most 20,000; the oldest
   * first. Those of which something is on hold, to be done or waited for stay. So do uses, and what counters count.
   * Answers how many.
   */
  deleteOld: (parameters: { shopId: ShopId; before: number }) => Promise<number>
  /** The key of an epoch that had not ended at that moment, and the time zone of its proofs; null if there is none. */
  findProofKey: (parameters: {
    shopId: ShopId
    epoch: string
    /** When the order was made. */
    at: number
  }) => Promise<{ key: Uint8Array; ianaTimezone: string } | null>
  /** Visits by id, also expired ones that are not deleted yet. */
  findVisits: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<Visit[]>
  /** The wallets and single tokens whose uses an order has taken, with the gate of each. */
  findUnits: (parameters: { shopId: ShopId; orderId: number }) => Promise<OrderUnit[]>
}
