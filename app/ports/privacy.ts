import type { ShopId } from '../core/gate/types.ts'
import type { CustomerRecord, DataRequest } from '../core/privacy/types.ts'

/** Personal data: customers' requests to see it, and its deletion. Instants are unix seconds. */
export type PrivacyPort = {
  /**
   * Delete a customer's id, and what linked these orders to a wallet or cart; answers the orders that the app knows.
   * Their redemptions stay counted but name no order, and the orders are not settled again.
   */
  redactCustomer: (parameters: {
    shopId: ShopId
    /** Null if only orders are named. */
    customerId: number | null
    orderIds: readonly number[]
  }) => Promise<number[]>
  /** Record a customer's request. No effect if the request's key is known. */
  addDataRequest: (parameters: {
    shopId: ShopId
    /** Shopify's id of the request. */
    requestKey: string
    customerId: number | null
    orderIds: readonly number[]
    at: number
  }) => Promise<void>
  /** Newest first. `before` is the id of the last one of the previous page. */
  listDataRequests: (parameters: {
    shopId: ShopId
    before?: number | undefined
    limit: number
  }) => Promise<readonly DataRequest[]>
  /** @throws {NotFoundError} ERR_NOT_FOUND */
  loadDataRequest: (parameters: { shopId: ShopId; id: number }) => Promise<DataRequest>
  /** Record that a request was answered at `at`, unless an answer was recorded before. */
  answerDataRequest: (parameters: { shopId: ShopId; id: number; at: number }) => Promise<void>
  /**
   * Everything that is stored about a customer: by the id, by these orders, and by the visits that led to either. An
   * order paid with another shopper's proof does not lead to that shopper's visit, because only a committed order leads
   * to one. Wallets are not used to find data, because other people may hold them too.
   */
  listCustomerData: (parameters: {
    shopId: ShopId
    /** Null if only orders are named. */
    customerId: string | null
    orderIds: readonly string[]
  }) => Promise<CustomerRecord>
  /**
   * Delete all data of a shop that has uninstalled. No effect on an installed shop, because the request may be late.
   * @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance (shop/redact comes 48 hours after
   * uninstalling)
   */
  deleteShop: (parameters: { shopId: ShopId }) => Promise<void>
  /** Let the stores of BigCommerce that have uninstalled the app before count as if they had just done so. */
  keepLeftStores: (parameters: { at: number }) => Promise<void>
  /** Delete all data of the stores of BigCommerce that uninstalled the app at this time or before, some at a time. */
  deleteLeftStores: (parameters: { leftBy: number }) => Promise<void>
}
