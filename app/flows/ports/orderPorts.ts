import type { ShopId } from '../../core/gate/types.ts'
import type { Job, JobKind, JobPayload, JobRow } from '../../core/job/types.ts'
import type { CustomerRecord, DataRequest } from '../../core/privacy/types.ts'
import type {
  OrderGate,
  OrderOutcome,
  Settlement,
  SettlementAction,
  SettlementRow,
} from '../../core/settlement/types.ts'
import type { Visit } from '../../core/visit/types.ts'

/** What orders and the work that follows them ask of the database. Instants are unix seconds. */
export type OrderPorts = {
  jobs: {
    /**
     * Ask for work, once for each kind and key of a shop: of two instants the earlier counts, payloads are merged (what
     * is null stays as it was), and work that runs just now is done once more.
     */
    add: (parameters: {
      shopId: ShopId
      kind: JobKind
      key: string
      payload?: JobPayload
      runAt: number
    }) => Promise<void>
    /** Take what is due, oldest first, for so many seconds; nobody else gets it meanwhile. Of installed shops only. */
    claim: (parameters: { at: number; lockSeconds: number; limit: number }) => Promise<Job[]>
    /** It is done; what was asked for while it ran stays. Nothing happens where another has claimed it since. */
    done: (parameters: Pick<Job, 'id' | 'version' | 'lockedUntil'>) => Promise<void>
    fail: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { error: string; runAt: number }) => Promise<void>
    /** Keep it for longer; false where another has claimed it since. */
    renew: (parameters: Pick<Job, 'id' | 'lockedUntil'> & { until: number }) => Promise<boolean>
    /** What waits or fails, for staff. */
    list: (parameters: { shopId: ShopId; limit: number }) => Promise<JobRow[]>
    /** Make sure that every installed shop has this work waiting. */
    ensure: (parameters: { kind: JobKind; key: string; runAt: number }) => Promise<void>
  }
  settlements: {
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
  privacy: {
    /** Take a customer's id and these orders' carts and wallets out of what is kept; answers which of them are kept. */
    redactCustomer: (parameters: {
      shopId: ShopId
      customerId: number | null
      orderIds: readonly number[]
    }) => Promise<number[]>
    /** Write down a customer's request; one with a known key stays as it is. */
    addDataRequest: (parameters: {
      shopId: ShopId
      requestKey: string
      customerId: number | null
      orderIds: readonly number[]
      at: number
    }) => Promise<void>
    /** The latest first, 250 at most. */
    listDataRequests: (parameters: { shopId: ShopId }) => Promise<readonly DataRequest[]>
    /** @throws {NotFoundError} ERR_NOT_FOUND */
    loadDataRequest: (parameters: { shopId: ShopId; id: number }) => Promise<DataRequest>
    /** Keep when a request was called answered first. */
    answerDataRequest: (parameters: { shopId: ShopId; id: number; at: number }) => Promise<void>
    /** Everything that is kept of a customer and of these orders, and nothing of others. */
    collectCustomer: (parameters: {
      shopId: ShopId
      customerId: string | null
      orderIds: readonly string[]
    }) => Promise<CustomerRecord>
    /** Delete everything of a shop that has left. Nothing for one that is installed. */
    forgetShop: (parameters: { shopId: ShopId }) => Promise<void>
  }
}
