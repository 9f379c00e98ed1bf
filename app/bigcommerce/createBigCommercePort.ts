import type { ShopifyPort } from '../ports/shopify.ts'
import type { ShopPort } from '../ports/shopPort.ts'
import { createAbsentFunctions } from './absentFunctions.ts'
import { createCatalog } from './catalog.ts'
import { createOrders } from './orders.ts'
import { createPromotions } from './promotions.ts'
import { createStore } from './store.ts'
import { type CreateSubscriptionsParameters, createSubscriptions } from './subscriptions.ts'

export type CreateBigCommercePortParameters = CreateSubscriptionsParameters & {
  /** `store-<hash>.mybigcommerce.com` */
  readonly storeDomain: string
  /** The scopes that the store has granted. */
  readonly readScopes: () => Promise<readonly string[]>
}

/**
 * Implement the port of a shop's platform with the APIs of one BigCommerce store.
 * @see https://developer.bigcommerce.com/docs/rest-management
 */
export function createBigCommercePort(parameters: CreateBigCommercePortParameters): ShopifyPort {
  const { api, storeDomain, readScopes } = parameters
  const store = createStore(api, storeDomain, readScopes)
  const own: ShopPort = {
    ...store,
    ...createCatalog(api, storeDomain),
    ...createOrders(api, store.hasScope),
    ...createPromotions(api),
    ...createSubscriptions(parameters),
  }
  return { ...createAbsentFunctions(storeDomain), ...own }
}
