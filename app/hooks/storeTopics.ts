import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import type { FlowContext } from '../flows/context.ts'
import { queueJob } from '../flows/shops/queueJob.ts'

/** `id` names the object; null if the event is about the store. `triggeredAt` is never later than now. */
export type StoreEvent = {
  readonly myshopifyDomain: string
  readonly triggeredAt: number
  readonly id: number | null
}
export type StoreTopic = (ctx: FlowContext, event: StoreEvent) => Promise<void>

const orderTopic: StoreTopic = async (ctx, { id, ...event }) => {
  if (id === null) return
  await queueJob(ctx, { ...event, kind: 'order', key: String(id), payload: { isTold: true } })
}
const productTopic: StoreTopic = async (ctx, { id, ...event }) => {
  if (id !== null) await queueJob(ctx, { ...event, kind: 'product', key: String(id) })
}

/** What becomes of each of a store's events. A job reads the object again: an event only says where to look. */
export const STORE_TOPICS: Readonly<Record<string, StoreTopic>> = {
  'store/order/created': orderTopic,
  'store/order/updated': orderTopic,
  'store/order/statusUpdated': orderTopic,
  'store/order/refund/created': orderTopic,
  'store/product/created': productTopic,
  'store/product/updated': productTopic,
  'store/product/deleted': productTopic,
  'store/information/updated': (ctx, event) =>
    queueJob(ctx, { ...event, kind: 'reconcile', key: WHOLE_SHOP }),
  'store/app/uninstalled': (ctx, event) =>
    queueJob(ctx, {
      ...{ ...event, kind: 'uninstall', key: WHOLE_SHOP, payload: { issuedAt: event.triggeredAt } },
    }),
}
