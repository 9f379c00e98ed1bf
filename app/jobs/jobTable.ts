import { UpstreamError } from '../core/errors/base.ts'
import { platformOf } from '../core/gate/platform.ts'
import type { Job, JobKind } from '../core/job/types.ts'
import { WHOLE_SHOP } from '../core/job/wholeShop.ts'
import type { FlowContext } from '../flows/context.ts'
import { checkGoneCustomer } from '../flows/customers/checkGoneCustomer.ts'
import { updateCustomers } from '../flows/customers/updateCustomers.ts'
import { runRotation } from '../flows/keys/runRotation.ts'
import { sendMessages } from '../flows/messages/sendMessages.ts'
import { holdLines } from '../flows/orders/holdLines.ts'
import { holdPending } from '../flows/orders/holdPending.ts'
import type { SettleOrderParameters } from '../flows/orders/settleFound.ts'
import { settleOrder } from '../flows/orders/settleOrder.ts'
import { settleOrders } from '../flows/orders/settleOrders.ts'
import { publishGate } from '../flows/publication/publishGate.ts'
import { publishQueued } from '../flows/publication/publishQueued.ts'
import { updateCollection } from '../flows/publication/updateCollection.ts'
import { updateProduct } from '../flows/publication/updateProduct.ts'
import { reconcileShop } from '../flows/shops/reconcileShop.ts'
import { finishRefusal, REFUSED } from '../flows/shops/refusal.ts'
import { finishUninstall } from '../flows/shops/uninstallStore.ts'
import { deleteEndedCodes } from '../flows/unlocks/deleteEndedCodes.ts'
import type { JobDoor, JobFlow } from './types.ts'

/** Attempts to read an order that Shopify does not show yet. */
const YOUNG_ATTEMPTS = 3

/** The flow for each kind of job. */
export const jobTable: Readonly<Record<JobKind, JobFlow>> = {
  order: async (ctx, job) => {
    await settleOrder(ctx, { myshopifyDomain: job.myshopifyDomain, ...parseOrderJob(job) })
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
  messages: (ctx, { myshopifyDomain }) => sendMessages(ctx, { myshopifyDomain }),
  uninstall: async (ctx, { myshopifyDomain, key, payload }) => {
    const { issuedAt, refusedAt, looks } = payload
    const openedAt = typeof payload.openedAt === 'number' ? payload.openedAt : null
    if (key === REFUSED && typeof refusedAt === 'number' && typeof looks === 'number')
      await finishRefusal(ctx, { myshopifyDomain, refusal: { refusedAt, looks }, openedAt })
    if (key === WHOLE_SHOP && typeof issuedAt === 'number')
      await finishUninstall(ctx, { myshopifyDomain, issuedAt, openedAt })
  },
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

/** The kinds of job of which several of a shop run together. */
export const jobBatches: NonNullable<JobDoor['batches']> = {
  order: async (ctx, jobs, again) => {
    const [{ myshopifyDomain }] = jobs
    const errors = await settleOrders(ctx, { myshopifyDomain, orders: jobs.map(parseOrderJob), again })
    return new Map(
      jobs.flatMap((job) => {
        const id = Number(job.key)
        return errors.has(id) ? [[job, errors.get(id)]] : []
      }),
    )
  },
}

function parseOrderJob({
  key,
  payload,
  attempts,
  myshopifyDomain,
}: Job): Omit<SettleOrderParameters, 'myshopifyDomain'> {
  return {
    orderId: Number(key),
    cartToken: typeof payload.cartToken === 'string' ? payload.cartToken : null,
    customerId: typeof payload.customerId === 'number' ? payload.customerId : null,
    isTold: payload.isTold === true,
    // BigCommerce shows an order at once. One that it does not show is a checkout that nobody has paid yet.
    mayBeYoung: attempts < YOUNG_ATTEMPTS && platformOf(myshopifyDomain) === 'shopify',
  }
}

/** Publish a gate that starts, ends or is not fully published. A failure keeps the job and is counted. */
async function publishAgain(ctx: FlowContext, { myshopifyDomain, key }: Job): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { publication } = await publishGate(ctx, { shop, number: Number(key), isWork: true })
  if (publication.kind === 'published') return
  throw new UpstreamError('ERR_SHOPIFY_REQUEST', publication.reason ?? 'The gate is not published yet.')
}
