import type { ShopifyPort } from './shopify.ts'

/**
 * What every platform answers about a shop: who it is, what it sells, its orders and their holds, discount codes, and what
 * it tells this server. The rest of `ShopifyPort` is about Functions and metafields, which Shopify alone has. Flows ask
 * one port, whose names are Shopify's; `docs/decisions` says what the others answer instead.
 */
export type ShopPort = Pick<
  ShopifyPort,
  | 'hasScope'
  | 'readShop'
  | 'readProducts'
  | 'readProductFacts'
  | 'readVariants'
  | 'readCollections'
  | 'listCollectionProducts'
  | 'listVariants'
  | 'findProductCollections'
  | 'canReadOrders'
  | 'readOrder'
  | 'readOrders'
  | 'readOrderCustomer'
  | 'readOrderSummary'
  | 'listOrders'
  | 'addTags'
  | 'addManyTags'
  | 'removeTags'
  | 'listFulfillmentOrders'
  | 'holdFulfillmentOrder'
  | 'releaseHold'
  | 'cancelOrder'
  | 'listSubscriptions'
  | 'createSubscription'
  | 'deleteSubscription'
  | 'createCodeDiscount'
  | 'updateCodeDiscount'
  | 'findCodeDiscount'
  | 'deleteCodeDiscount'
>
