import type { ShopifyPort } from '../ports/shopify.ts'
import { createCarts } from './carts.ts'
import { createCodeDiscounts } from './codeDiscounts.ts'
import { createCollections } from './collections.ts'
import { createContentEntries } from './contentEntries.ts'
import { createCustomers } from './customers.ts'
import { createDiscounts } from './discounts.ts'
import { ensureDefinitions } from './ensureDefinitions.ts'
import { createFulfillmentOrders } from './fulfillmentOrders.ts'
import { createGateCards } from './gateCards.ts'
import { createMetafields } from './metafields.ts'
import { createOrders } from './orders.ts'
import { createProducts } from './products.ts'
import { readOrder, readOrders } from './readOrder.ts'
import { readOrderCustomer } from './readOrderCustomer.ts'
import { readOrderSummary } from './readOrderSummary.ts'
import { readPublished } from './readPublished.ts'
import type { AdminGraphql } from './runOperation.ts'
import { createShop } from './shop.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createValidations } from './validations.ts'
import { createWorkflows } from './workflows.ts'

export type CreateShopifyPortParameters = {
  readonly graphql: AdminGraphql
  /** The Storefront API with the app's own token; omit it if the caller writes to no carts. */
  readonly storefront?: AdminGraphql
  /** Scopes that the shop has granted, if the caller knows them. */
  readonly scopes?: readonly string[]
  /** Milliseconds after which `hasScope` gives up. Default: when the request does. */
  readonly scopesMs?: number | undefined
  /** Origin of this server, to which Shopify sends webhooks; omit it if the caller subscribes to none. */
  readonly appUrl?: string | null
}

/**
 * Implement the Shopify port with the APIs of one shop. Shopify documents each operation under its root field.
 * @see https://shopify.dev/docs/api/admin-graphql
 */
export function createShopifyPort({
  graphql,
  storefront,
  scopes,
  scopesMs,
  appUrl = null,
}: CreateShopifyPortParameters): ShopifyPort {
  const shop = createShop({ graphql, scopes, scopesMs })
  return {
    ...shop,
    ensureDefinitions: ensureDefinitions(graphql),
    ...createDiscounts(graphql),
    ...createCodeDiscounts(graphql),
    ...createValidations(graphql),
    readPublished: readPublished(graphql),
    ...createMetafields(graphql),
    ...createGateCards(graphql),
    ...createContentEntries(graphql),
    ...createProducts(graphql),
    ...createCollections(graphql),
    ...createOrders(graphql),
    ...createCustomers(graphql),
    readOrder: readOrder(graphql),
    readOrders: readOrders(graphql),
    readOrderCustomer: readOrderCustomer(graphql, () => shop.hasScope('read_customers')),
    readOrderSummary: readOrderSummary(graphql, () => shop.hasScope('read_customers')),
    ...createFulfillmentOrders(graphql),
    ...createSubscriptions(graphql, appUrl),
    ...createCarts(storefront),
    ...createWorkflows(graphql),
  }
}
