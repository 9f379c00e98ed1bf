import type { Shop } from '../core/gate/shop.ts'
import { isLifted } from '../core/gate/standing.ts'
import {
  listSubjectCollections,
  listSubjectProducts,
  listSubjectVariants,
  unique,
} from '../core/gate/subject.ts'
import type { Needs } from './context.ts'
import { ensureValidation } from './ensureValidation.ts'
import { type PublishProductsNeeds, publishProducts } from './publishProducts.ts'
import { refreshShop } from './refreshShop.ts'
import { resumeRotation } from './resumeRotation.ts'

export type ReconcileShopNeeds = Needs<
  'now' | 'shops' | 'gates' | 'collections' | 'proofKeys' | 'profiles' | 'jobs' | 'settlements' | 'shopify'
>
export type ReconcileShopParameters = {
  readonly myshopifyDomain: string
  /** When orders were looked at last, unix seconds; null for never. */
  readonly since: number | null
}

/** The key of the one such job of a shop. */
export const RECONCILE_KEY = 'shop'
const HOUR = 3600
/** What was changed while the last look was taken may not have been in it. */
const OVERLAP = 600
/** Shopify shows an app no older orders. */
const LONGEST = 60 * 24 * HOUR
const FIRST = 2 * 24 * HOUR
/** Pages of one look; what lies beyond is looked at right after. */
const MOST_PAGES = 20

/**
 * Look for what no webhook has told: orders that were never settled or have changed since, a validation that was
 * switched off, who the shop is, products that lost their gates, and what is in collections. Asks for itself again in
 * an hour.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function reconcileShop(
  ctx: ReconcileShopNeeds,
  { myshopifyDomain, since }: ReconcileShopParameters,
): Promise<void> {
  const startedAt = ctx.now()
  const shop = await ctx.shops.load(myshopifyDomain)
  const from = Math.max(startedAt - LONGEST, since === null ? startedAt - FIRST : since - OVERLAP)
  const reached = await findOrders(ctx, { shop, from })
  await refreshShop(ctx, { shop: await ctx.shopify.readShop(), saidAt: null })
  await repairValidation(ctx, { myshopifyDomain })
  await repairProducts(ctx, { myshopifyDomain })
  await resumeRotation(ctx, { shopId: shop.id })
  await ctx.jobs.add({
    shopId: shop.id,
    kind: 'reconcile',
    key: RECONCILE_KEY,
    payload: { since: reached === null ? startedAt : reached + OVERLAP },
    runAt: reached === null ? startedAt + HOUR : startedAt,
  })
}

/** Ask for the settling of orders that changed after they were settled, or never were; answers how far it came if not to the end. */
async function findOrders(
  ctx: Needs<'now' | 'jobs' | 'settlements' | 'shopify'>,
  { shop, from }: { shop: Shop; from: number },
): Promise<number | null> {
  let after: string | null = null
  let reached = from
  for (let page = 0; page < MOST_PAGES; page++) {
    const { orders, next }: Awaited<ReturnType<typeof ctx.shopify.listOrders>> = await ctx.shopify.listOrders(
      { since: from, after },
    )
    const settled = await ctx.settlements.findSettled({
      shopId: shop.id,
      orderIds: orders.map(({ id }) => id),
    })
    for (const { id, updatedAt } of orders) {
      if ((settled.get(id) ?? -1) >= updatedAt) continue
      await ctx.jobs.add({ shopId: shop.id, kind: 'order', key: String(id), runAt: ctx.now() })
    }
    reached = orders.at(-1)?.updatedAt ?? reached
    if (next === null) return null
    after = next
  }
  return reached
}

async function repairValidation(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  if (shop.enforcement.level !== 'functions') return
  const gates = await ctx.gates.list({ shopId: shop.id })
  // Not the merchant's to switch off while a gate is for holders only: whoever makes a run fail would buy.
  const isNeeded = gates.some((gate) => gate.reaction.exclusive && !isLifted({ gate, now: ctx.now() }))
  if (isNeeded) await ensureValidation(ctx, { shop })
}

async function repairProducts(
  ctx: Needs<'now' | 'shops' | 'jobs'> & PublishProductsNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const published = gates.filter(({ publication }) => publication.kind === 'published')
  const collectionIds = listSubjectCollections(published)
  for (const id of collectionIds) {
    await ctx.jobs.add({ shopId: shop.id, kind: 'collection', key: String(id), runAt: ctx.now() })
  }
  const inCollections = await ctx.collections.products({ shopId: shop.id, collectionIds })
  const named = published.flatMap(({ subject }) => listSubjectProducts(subject))
  await publishProducts(ctx, {
    shop,
    productIds: unique([...named, ...inCollections]),
    variantIds: unique(published.flatMap(({ subject }) => listSubjectVariants(subject))),
  })
}
