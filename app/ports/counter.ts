import type { CounterCharge, CounterCheck, CounterSale, OrderCharge, Till } from '../core/counter/types.ts'
import type { Gate, ShopId } from '../core/gate/types.ts'
import type { SeenGate, Visit } from '../core/visit/types.ts'

/** What a till is found to have charged, with its till's name. */
export type ListedCharge = CounterCharge & {
  readonly id: string
  readonly till: string
}

/** Tills, the codes that they check, and what they charge. Instants are unix seconds. */
export type CounterPort = {
  /** Store a till. A request that is sent again, because its answer was lost, changes nothing. */
  createTill: (parameters: { till: Till; tokenHash: string }) => Promise<void>
  /** The shop's tills, newest first. */
  listTills: (parameters: { shopId: ShopId; limit: number }) => Promise<Till[]>
  /** End a till at once; false if the shop has no such till, or it has ended already. */
  revokeTill: (parameters: { shopId: ShopId; id: string; at: number }) => Promise<boolean>
  /** End every open till of the shop at once. */
  revokeTills: (parameters: { shopId: ShopId; at: number }) => Promise<void>
  /** The till of a token, whatever its state, and its shop; null if there is none. */
  findTill: (parameters: { tokenHash: string }) => Promise<{ till: Till; myshopifyDomain: string } | null>
  /**
   * Take a code for a till, in one statement: of any number of tills that check it at once, one gets it. A till that
   * reads the same code again gets its check again, unless it has charged it. Null if another has it, if it was
   * charged, or if a later code of the visit was taken: then this one is a copy.
   */
  claimCode: (parameters: {
    shopId: ShopId
    tillId: string
    visitId: string
    step: number
    newId: string
    at: number
  }) => Promise<Pick<CounterCheck, 'id'> | null>
  /** A till's own check; null if there is none. */
  findCheck: (parameters: { shopId: ShopId; tillId: string; id: string }) => Promise<CounterCheck | null>
  /**
   * Charge a check, in one transaction: the visit's open reservation of a limited gate becomes the charge's use, and a
   * grant is stored for its order. `uncharged`: the check was charged meanwhile. `gone`: the reservation no longer runs.
   */
  charge: (parameters: {
    shopId: ShopId
    tillId: string
    id: string
    /** The shopper's visit, whose wallets the charge keeps. */
    visit: Visit
    gate: Gate
    isLimited: boolean
    units: number
    grantId: string
    seen: SeenGate
    until: string
    orderName: string | null
    at: number
  }) => Promise<'charged' | 'uncharged' | 'gone'>
  /**
   * Undo a charge that was made since an instant, in one transaction, and give its use back. `late`: it is older.
   * `ordered`: an order has it. `gone`: the till has no such charge, or it is undone.
   */
  undo: (parameters: {
    shopId: ShopId
    tillId: string
    id: string
    since: number
    at: number
  }) => Promise<'undone' | 'late' | 'ordered' | 'gone'>
  /** The shop's charges, newest first. */
  listCharges: (parameters: { shopId: ShopId; limit: number }) => Promise<ListedCharge[]>
  /** The charges that an order has. */
  findOrdered: (parameters: { shopId: ShopId; orderId: number }) => Promise<OrderCharge[]>
  /** Charges that no order has, made in a span of time, or since `namedSince` with the order's name. At most 200. */
  listWaiting: (parameters: {
    shopId: ShopId
    from: number
    until: number
    orderName: string
    namedSince: number
  }) => Promise<OrderCharge[]>
  /** Give an order a charge, in one statement; false if another order has it, or it was undone. */
  claimCharge: (parameters: { shopId: ShopId; id: string; orderId: number }) => Promise<boolean>
  /** Record that no till has charged an order's exclusive products; without gates, remove that record. */
  setSale: (parameters: { shopId: ShopId; sale: CounterSale }) => Promise<void>
  /** Orders whose exclusive products no till has charged, newest first. */
  listSales: (parameters: { shopId: ShopId; since: number; limit: number }) => Promise<CounterSale[]>
}
