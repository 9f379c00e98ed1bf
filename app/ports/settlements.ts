import type { ShopId } from '../core/gate/types.ts'
import type {
  OrderGate,
  OrderOutcome,
  Settlement,
  SettlementAction,
  SettlementRow,
} from '../core/settlement/types.ts'
import type { Visit } from '../core/visit/types.ts'

/** What the app decided about each order. Instants are unix seconds. */
export type SettlementsPort = {
  load: (parameters: { shopId: ShopId; orderId: number }) => Promise<SettlementRow | null>
  /**
   * Keep what was found. A cart's token that is null stays as it was. Null, and nothing kept, where the action is not
   * `expected` any more (null: the order was not kept yet), or the customer was forgotten meanwhile.
   */
  save: (parameters: {
    shopId: ShopId
    orderId: number
    name: string
    orderedAt: number
    cartToken: string | null
    /** As a webhook said it. Null where Shopify tells it, or nobody did. */
    customerId: number | null
    /** Whether a webhook of it came. */
    isTold: boolean
    settlement: Settlement
    waitsUntil: number | null
    action: SettlementAction
    expected: SettlementAction | null
    /** When Shopify had changed the order last, as it was read. */
    seenAt: number
    at: number
  }) => Promise<SettlementRow | null>
  /** Keep how far a hold or cancellation is; false where the action is not `expected` any more. */
  setAction: (parameters: {
    shopId: ShopId
    orderId: number
    action: SettlementAction
    expected: SettlementAction
    at: number
  }) => Promise<boolean>
  /** Keep that staff let an order go, with its line in the record; false, and neither kept, where the action is not `expected` any more. */
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
  /** Newest order first. `before` is the last order's `orderedAt` and id of the page before. */
  list: (parameters: {
    shopId: ShopId
    outcome?: OrderOutcome
    before?: { readonly orderedAt: number; readonly orderId: number }
    limit: number
  }) => Promise<SettlementRow[]>
  /** Orders whose hold or cancellation is still to be done, newest first. `before` as in `list`. */
  listPending: (parameters: {
    shopId: ShopId
    before?: { readonly orderedAt: number; readonly orderId: number }
    limit: number
  }) => Promise<SettlementRow[]>
  /** The last change of those of the orders that were settled that their settling saw. Endless for one not to be settled again. */
  findSettled: (parameters: {
    shopId: ShopId
    orderIds: readonly number[]
  }) => Promise<ReadonlyMap<number, number>>
  /** Other orders that wait to see whether one of these grants' own order comes. */
  findWaiting: (parameters: {
    shopId: ShopId
    grants: readonly string[]
    /** None older than this, unix seconds. */
    since: number
  }) => Promise<number[]>
  /** Gates as an order sees them: those that were exclusive, and those named, deleted ones among them. */
  readGates: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
    orderedAt: number
  }) => Promise<OrderGate[]>
  /** K_epoch of an epoch that counted at that moment, also one that has ended since; null where there is none. */
  findProofKey: (parameters: {
    shopId: ShopId
    epoch: string
    at: number
  }) => Promise<{ key: Uint8Array; ianaTimezone: string } | null>
  /** The visits grants come from, as long as they are kept: also those that have ended. */
  findVisits: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<Visit[]>
  /** The wallets and single tokens whose uses an order has spent. */
  findUnitKeys: (parameters: { shopId: ShopId; orderId: number }) => Promise<string[]>
}
