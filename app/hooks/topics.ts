import type { JobKind } from '../core/job/types.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import { ROUTING_TOPIC } from '../core/settlement/holding.ts'
import { redactCustomer } from '../flows/orders/redactCustomer.ts'
import { addDataRequest } from '../flows/privacy/addDataRequest.ts'
import { deleteShop } from '../flows/shops/deleteShop.ts'
import { queueJob } from '../flows/shops/queueJob.ts'
import { uninstallShop } from '../flows/shops/uninstallShop.ts'
import { updateScopes } from '../flows/shops/updateScopes.ts'
import { updateShop } from '../flows/shops/updateShop.ts'
import { type HookTopic, hookTopic } from './hookAction.ts'
import {
  AnyPayload,
  CustomerPayload,
  DataRequestPayload,
  IdPayload,
  MergePayload,
  OrderEditedPayload,
  OrderPayload,
  RefundPayload,
  ScopesUpdatePayload,
  ShopPayload,
  ShopRedactPayload,
} from './wire.ts'

/**
 * Every topic that `shopify.app.toml` subscribes to, and those that the app subscribes to by itself. The URL is
 * `/webhooks/` and the topic.
 */
export const HOOK_TOPICS = {
  'app/uninstalled': hookTopic(ShopPayload, (ctx, { triggeredAt }, { shopId }) =>
    uninstallShop(ctx, { shopId, triggeredAt }),
  ),
  'app/scopes_update': hookTopic(ScopesUpdatePayload, async (ctx, event, { current }) => {
    await updateScopes(ctx, { myshopifyDomain: event.myshopifyDomain, scopes: current })
    // The merchant may have just granted the scope for holds, so the app holds the orders that waited for it.
    await queueJob(ctx, { ...event, kind: 'hold', key: WHOLE_SHOP })
    // It subscribes to routed orders and customers who are gone, or ends that, and works on what waits for scopes.
    await queueJob(ctx, { ...event, kind: 'reconcile', key: WHOLE_SHOP })
  }),
  'shop/update': hookTopic(ShopPayload, (ctx, { myshopifyDomain }) => updateShop(ctx, { myshopifyDomain })),
  'orders/create': orderTopic(),
  'orders/cancelled': orderTopic(),
  'orders/edited': hookTopic(OrderEditedPayload, (ctx, event, { orderId }) =>
    queueJob(ctx, { ...event, kind: 'order', key: String(orderId) }),
  ),
  'refunds/create': hookTopic(RefundPayload, (ctx, event, { orderId }) =>
    queueJob(ctx, { ...event, kind: 'order', key: String(orderId) }),
  ),
  [ROUTING_TOPIC]: shopTopic('hold'),
  'customers/delete': objectTopic('customers'),
  'customers/merge': hookTopic(MergePayload, (ctx, event, { from, into }) =>
    queueJob(ctx, { ...event, kind: 'customers', key: `${from} ${into}` }),
  ),
  'products/create': objectTopic('product'),
  'products/update': objectTopic('product'),
  'products/delete': objectTopic('product'),
  'collections/update': objectTopic('collection'),
  'collections/delete': objectTopic('collection'),
  'discounts/update': shopTopic('reconcile'),
  'discounts/delete': shopTopic('reconcile'),
  'domains/create': shopTopic('reconcile'),
  'domains/update': shopTopic('reconcile'),
  'domains/destroy': shopTopic('reconcile'),
  'customers/data_request': hookTopic(
    DataRequestPayload,
    (ctx, { myshopifyDomain }, { requestId, customerId, orderIds }) =>
      addDataRequest(ctx, { myshopifyDomain, requestId, customerId, orderIds }),
  ),
  'customers/redact': hookTopic(CustomerPayload, (ctx, _event, { shopId, customerId, orderIds }) =>
    redactCustomer(ctx, { shopId, customerId, orderIds }),
  ),
  'shop/redact': hookTopic(ShopRedactPayload, (ctx, _event, { shopId }) => deleteShop(ctx, { shopId })),
} as const satisfies Readonly<Record<string, HookTopic>>

/** Queue the job that settles the order. */
function orderTopic(): HookTopic {
  return hookTopic(OrderPayload, (ctx, event, { id, cartToken, customerId }) =>
    queueJob(ctx, {
      ...event,
      kind: 'order',
      key: String(id),
      payload: { cartToken, customerId, isTold: true },
    }),
  )
}

/** Queue a job for the product, collection or customer that the payload names. */
function objectTopic(kind: JobKind): HookTopic {
  return hookTopic(IdPayload, (ctx, event, { id }) => queueJob(ctx, { ...event, kind, key: String(id) }))
}

/** Queue a job for the whole shop, which reads the changes from Shopify. */
function shopTopic(kind: JobKind): HookTopic {
  return hookTopic(AnyPayload, (ctx, event) => queueJob(ctx, { ...event, kind, key: WHOLE_SHOP }))
}
