import type { ShopId } from '../core/gate/types.ts'
import type { AddressEnds } from '../core/numbers/parseWalletSearch.ts'
import type { AnswerOutcome, DayCount, LoggedUnlock, OrderShare } from '../core/numbers/types.ts'

/** Cursor of the last event of the previous page. */
export type EventMark = { readonly at: number; readonly id: string }

/** The counters of gates, and the log of answers to shoppers. Instants are unix seconds. */
export type NumbersPort = {
  /** The counters of a gate, or of the whole shop as gate 0, from one day to another. Reads days × kinds rows at most. */
  readonly listCounts: (parameters: {
    shopId: ShopId
    gate: number
    from: string
    to: string
  }) => Promise<DayCount[]>
  /** The first day on which an answer to a shopper was counted; null if none was. */
  readonly findFirstDay: (parameters: { shopId: ShopId; gate: number }) => Promise<string | null>
  /**
   * A page of events, newest first. Each outcome and address costs at most `limit` rows, however long the log is, except
   * that events of an address that another filter leaves out are read too.
   */
  readonly listEvents: (parameters: {
    shopId: ShopId
    /** Null for any gate. */
    gate: number | null
    outcomes: readonly AnswerOutcome[]
    /** From this instant, and before the other. */
    from: number
    until: number
    /** Only events of one of these wallets; null for any. */
    addresses: readonly string[] | null
    before: EventMark | null
    limit: number
  }) => Promise<{ events: LoggedUnlock[]; next: EventMark | null }>
  /** What orders add to the numbers of the whole shop, by order; those that add nothing are missing. */
  readonly findOrderShares: (parameters: {
    shopId: ShopId
    orderIds: readonly number[]
  }) => Promise<ReadonlyMap<number, Pick<OrderShare, 'revenue' | 'discount'>>>
  /** Up to `limit` logged wallets whose address begins and ends so. */
  readonly findAddresses: (parameters: {
    shopId: ShopId
    ends: AddressEnds
    limit: number
  }) => Promise<string[]>
  /**
   * Up to `limit` wallets whose address has one of these parts anywhere, among those of the `newest` events of the span.
   * Costs a row for each event and wallet that it looks at.
   */
  readonly findAddressesWithin: (parameters: {
    shopId: ShopId
    parts: readonly string[]
    from: number
    until: number
    newest: number
    limit: number
  }) => Promise<string[]>
}
