import type { ShopId } from '../core/gate/types.ts'
import type {
  OrderGate,
  OrderOutcome,
  Settlement,
  SettlementAction,
  SettlementRow,
} from '../core/settlement/types.ts'
import type { Visit } from '../core/visit/types.ts'

/** The last order of the page before. */
type Before = { readonly orderedAt: number; readonly orderId: number }

/** What the app decided about each order. Instants are unix seconds. */
export type SettlementsPort = {
  /** Null if the order was not settled. */
  load: (parameters: { shopId: ShopId; orderId: number }) => Promise<SettlementRow | null>
  /**
   * Save what was decided about an order. Null, and nothing saved, if the stored action is not `expected` any more, or the
   * customer was redacted meanwhile.
   */
  save: (parameters: {
    shopId: ShopId
    orderId: number
    name: string
    orderedAt: number
    /** Null keeps the stored one. */
    cartToken: string | null
    /** The customer that a webhook named; null if Shopify shows it to the app, or no webhook named one. */
    customerId: number | null
    /** Whether a webhook reported the order. */
    isTold: boolean
    settlement: Settlement
    waitsUntil: number | null
    action: SettlementAction
    /** The stored action that this one was decided from; null if the order was not stored yet. */
    expected: SettlementAction | null
    /** When Shopify last changed the order, as it was read. */
    seenAt: number
    at: number
  }) => Promise<SettlementRow | null>
  /** Record the progress of a hold or cancellation; false if the action is not `expected` any more. */
  setAction: (parameters: {
    shopId: ShopId
    orderId: number
    action: SettlementAction
    expected: SettlementAction
    at: number
  }) => Promise<boolean>
  /**
   * Record that staff released an order, with an entry in the audit log; false, and neither recorded, if the action is
   * not `expected` any more.
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
  /** Newest order first. */
  list: (parameters: {
    shopId: ShopId
    outcome?: OrderOutcome
    before?: Before
    limit: number
  }) => Promise<SettlementRow[]>
  /** Orders whose hold or cancellation is still to be done, newest first. */
  listPending: (parameters: { shopId: ShopId; before?: Before; limit: number }) => Promise<SettlementRow[]>
  /**
   * For each of these orders that was settled, the last change by Shopify that was taken into account. Infinity for an order
   * whose customer was redacted, because it is not settled again.
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
  /** Gates as they were at `orderedAt`: those named, and those that ever were exclusive; also deleted ones. */
  readGates: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
    orderedAt: number
  }) => Promise<OrderGate[]>
  /** K_epoch of an epoch that had not ended at that moment, and the time zone of its proofs; null if there is none. */
  findProofKey: (parameters: {
    shopId: ShopId
    epoch: string
    /** When the order was made. */
    at: number
  }) => Promise<{ key: Uint8Array; ianaTimezone: string } | null>
  /** Visits by id, also expired ones that are not deleted yet. */
  findVisits: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<Visit[]>
  /** The wallets and single tokens whose uses an order has spent. */
  findUnitKeys: (parameters: { shopId: ShopId; orderId: number }) => Promise<string[]>
}
