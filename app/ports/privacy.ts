import type { ShopId } from '../core/gate/types.ts'
import type { CustomerRecord, DataRequest } from '../core/privacy/types.ts'

/** What customers and Shopify ask about personal data. */
export type PrivacyPort = {
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
