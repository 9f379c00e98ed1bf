import { UpstreamError } from '../core/errors/base.ts'
import type { Job, JobKind } from '../core/job/types.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import type { FlowContext } from '../flows/context.ts'
import { checkGoneCustomer } from '../flows/customers/checkGoneCustomer.ts'
import { updateCustomers } from '../flows/customers/updateCustomers.ts'
import { runRotation } from '../flows/keys/runRotation.ts'
import { holdLines } from '../flows/orders/holdLines.ts'
import { holdPending } from '../flows/orders/holdPending.ts'
import { settleOrder } from '../flows/orders/settleOrder.ts'
import { publishGate } from '../flows/publication/publishGate.ts'
import { publishQueued } from '../flows/publication/publishQueued.ts'
import { updateCollection } from '../flows/publication/updateCollection.ts'
import { updateProduct } from '../flows/publication/updateProduct.ts'
import { reconcileShop } from '../flows/shops/reconcileShop.ts'
import { deleteEndedCodes } from '../flows/unlocks/deleteEndedCodes.ts'
import type { JobFlow } from './types.ts'

/** Attempts to read an order that Shopify does not show yet. */
const YOUNG_ATTEMPTS = 3

/** The flow for each kind of job. */
export const jobTable: Readonly<Record<JobKind, JobFlow>> = {
  order: async (ctx, { myshopifyDomain, key, payload, attempts }) => {
    const cartToken = typeof payload.cartToken === 'string' ? payload.cartToken : null
    const customerId = typeof payload.customerId === 'number' ? payload.customerId : null
    const isTold = payload.isTold === true
    const mayBeYoung = attempts < YOUNG_ATTEMPTS
    const order = { orderId: Number(key), cartToken, customerId, isTold, mayBeYoung }
    await settleOrder(ctx, { myshopifyDomain, ...order })
  },
  hold: (ctx, { myshopifyDomain, key }) =>
    key === WHOLE_SHOP
      ? holdPending(ctx, { myshopifyDomain })
      : holdLines(ctx, { myshopifyDomain, orderId: Number(key) }),
  customers: async (ctx, { myshopifyDomain, key }) => {
    if (key === WHOLE_SHOP) return updateCustomers(ctx, { myshopifyDomain })
    const [gone = '', into = null] = key.split(' ')
    await checkGoneCustomer(ctx, { myshopifyDomain, customerId: gone, into })
  },
  codes: (ctx, { myshopifyDomain }) => deleteEndedCodes(ctx, { myshopifyDomain }),
  schedule: publishAgain,
  publish: (ctx, job) => (job.key === WHOLE_SHOP ? publishQueued(ctx, job) : publishAgain(ctx, job)),
  collection: async (ctx, { myshopifyDomain, key }) => {
    const shop = await ctx.shops.load(myshopifyDomain)
    await updateCollection(ctx, { shop, collectionId: Number(key), publishes: true })
  },
  product: async (ctx, { myshopifyDomain, key }) => {
    const shop = await ctx.shops.load(myshopifyDomain)
    await updateProduct(ctx, { shop, productId: Number(key) })
  },
  reconcile: (ctx, { myshopifyDomain, payload }) =>
    reconcileShop(ctx, {
      myshopifyDomain,
      since: typeof payload.since === 'number' ? payload.since : null,
      isRestored: payload.isRestored === true,
    }),
  rotate: (ctx, { myshopifyDomain, payload: { epoch, heldSince } }) =>
    runRotation(ctx, {
      myshopifyDomain,
      held: typeof epoch === 'string' && typeof heldSince === 'number' ? { epoch, since: heldSince } : null,
    }),
}

/** Publish a gate that starts, ends or is not fully published. A failure keeps the job and is counted. */
async function publishAgain(ctx: FlowContext, { myshopifyDomain, key }: Job): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { publication } = await publishGate(ctx, { shop, number: Number(key), isWork: true })
  if (publication.kind === 'published') return
  throw new UpstreamError('ERR_SHOPIFY_REQUEST', publication.reason ?? 'The gate is not published yet.')
}
