import type { CustomerPlan } from '../core/customer/planCustomer.ts'
import type {
  CustomerCount,
  CustomerRow,
  CustomerSummary,
  CustomerTag,
  DueCustomer,
  HolderFinding,
  PendingCustomer,
  WantedTags,
} from '../core/customer/types.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../core/login/types.ts'

/** Customers whose wallets opened gates, and the tags they get. Ids of customers are decimal, instants unix seconds. */
export type CustomersPort = {
  /**
   * Record that a customer's wallets opened gates. A wallet counts for one customer: it is taken from any other, whose
   * gates become due to be read again. Gates that tag nobody are left out. Answers whether anything changed.
   */
  addUnlock: (parameters: {
    shopId: ShopId
    customerId: string
    gates: readonly number[]
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
    /** Whether just these wallets opened the gates; else they are stored only with a gate that is new. */
    isSure: boolean
    at: number
    /** When the tokens are to be read again. */
    nextCheckAt: number
  }) => Promise<boolean>
  /** What merchants chose about their gates' tags. */
  listTags: (parameters: { shopId: ShopId }) => Promise<CustomerTag[]>
  setTag: (parameters: { shopId: ShopId; tag: CustomerTag }) => Promise<void>
  /** Mark what differs from the wanted tags as to be written; gates that are left out lose their customers. */
  plan: (parameters: { shopId: ShopId; wanted: WantedTags }) => Promise<void>
  /** Customers to be written to Shopify, without those whose tokens must be read first. `gates` are those that are read. */
  listPending: (parameters: {
    shopId: ShopId
    gates: readonly number[]
    at: number
    limit: number
  }) => Promise<PendingCustomer[]>
  /** Record which tags this app is about to give, before it does: a process that dies in between removes them later. */
  setOwn: (parameters: { shopId: ShopId; customerId: string; plan: CustomerPlan }) => Promise<void>
  /**
   * Record that a customer was written. Rows that left are deleted, and with the last of them the customer's wallets.
   * A row that changed meanwhile stays to be written.
   */
  finish: (parameters: { shopId: ShopId; customer: PendingCustomer; plan: CustomerPlan }) => Promise<void>
  /** Customers' gates whose tokens are to be read again, of these gates, the most overdue first. */
  listDue: (parameters: {
    shopId: ShopId
    gates: readonly number[]
    at: number
    limit: number
  }) => Promise<DueCustomer[]>
  /** Record what was read about a customer's tokens, unless the row changed meanwhile. */
  setChecked: (parameters: {
    shopId: ShopId
    due: Pick<DueCustomer, 'customerId' | 'gate' | 'version'>
    finding: HolderFinding
    at: number
    nextCheckAt: number
  }) => Promise<void>
  /** When there is work about a shop's customers: now, later, or null without customers. */
  findNextWork: (parameters: {
    shopId: ShopId
    gates: readonly number[]
    at: number
  }) => Promise<number | null>
  /** Whether the shop has a customer with a gate. */
  hasAny: (parameters: { shopId: ShopId }) => Promise<boolean>
  /** Of these gates, at most `limit` that have customers, by number. */
  countGates: (parameters: {
    shopId: ShopId
    gates: readonly number[]
    limit: number
  }) => Promise<CustomerCount[]>
  /** Tags that are still to be removed, those of deleted gates included; at most `MOST_COUNTED`. */
  countLeaving: (parameters: { shopId: ShopId }) => Promise<number>
  /**
   * Rows of customers for staff, newest customer first: of one customer, of who has a wallet, or all. `limit` counts
   * customers; `before` is the last customer of the previous page.
   */
  list: (parameters: {
    shopId: ShopId
    customerId?: string
    wallet?: string
    before?: string
    limit: number
  }) => Promise<CustomerRow[]>
  /** What a customer is told about themselves; `orders` counts their latest orders. Reads no table whole. */
  readSummary: (parameters: {
    shopId: ShopId
    customerId: string
    orders: number
    at: number
  }) => Promise<CustomerSummary>
  /**
   * End the customer's visits, and delete their wallets and gates. The app's tags are removed at Shopify first. What orders
   * used stays, because limits count it.
   */
  removeWallets: (parameters: { shopId: ShopId; customerId: string; at: number }) => Promise<void>
  /** Delete what is stored about customers that Shopify no longer has. */
  delete: (parameters: { shopId: ShopId; customerIds: readonly string[] }) => Promise<void>
  /** Delete the rows of customers who asked to be forgotten, though Shopify could not be written; answers how many. */
  deleteErased: (parameters: { shopId: ShopId }) => Promise<number>
  /** Delete all rows of a shop that may no longer change customers; answers how many. Tags at Shopify stay. */
  deleteAll: (parameters: { shopId: ShopId }) => Promise<number>
  /** Give a customer's gates and wallets to the customer they were merged into. */
  merge: (parameters: { shopId: ShopId; from: string; into: string; at: number }) => Promise<void>
}
