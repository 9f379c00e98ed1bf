import type { Shop } from '../../core/gate/shop.ts'
import {
  listSubjectCollections,
  listSubjectProducts,
  listSubjectVariants,
  unique,
} from '../../core/gate/subject.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { resumeRotation } from '../keys/resumeRotation.ts'
import { holdPending } from '../orders/holdPending.ts'
import { dropProfiles } from '../publication/dropProfiles.ts'
import { type PublishProductsNeeds, publishProducts } from '../publication/publishProducts.ts'
import { doAll } from './doAll.ts'
import { refreshShop } from './refreshShop.ts'
import { repairShop } from './repairShop.ts'

export type ReconcileShopNeeds = Needs<
  'now' | 'shops' | 'gates' | 'collections' | 'proofKeys' | 'profiles' | 'jobs' | 'settlements' | 'shopify'
>
export type ReconcileShopParameters = {
  readonly myshopifyDomain: string
  /** When orders were looked at last, unix seconds; null for never. */
  readonly since: number | null
}

const HOUR = 3600
/** What was changed while the last look was taken may not have been in it. */
const OVERLAP = 600
/** Shopify shows an app no older orders. */
const LONGEST = 60 * 24 * HOUR
const FIRST = 2 * 24 * HOUR
/** Pages of one look; what lies beyond is looked at right after. */
const MOST_PAGES = 20

/**
 * Look for what no webhook has told: orders that were never settled or have changed since, a validation or a discount
 * that was switched off, or that no gate needs any more, who the shop is, products that lost their gates, gates that
 * Shopify was not told of whole or whose card an older version of this app wrote, what is in collections, and orders
 * whose hold waits, as the merchant may have granted it. No part waits for another, and whatever fails it asks for itself
 * again in an hour.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} what the first part that failed threw
 */
export async function reconcileShop(
  ctx: ReconcileShopNeeds,
  { myshopifyDomain, since }: ReconcileShopParameters,
): Promise<void> {
  const startedAt = ctx.now()
  const shop = await ctx.shops.load(myshopifyDomain)
  const from = Math.max(startedAt - LONGEST, since === null ? startedAt - FIRST : since - OVERLAP)
  // Orders that could not be looked at are looked for from where they were.
  let next = { since, runAt: startedAt + HOUR }
  try {
    await doAll([
      async () => {
        const reached = await findOrders(ctx, { shop, from })
        next =
          reached === null
            ? { since: startedAt, runAt: startedAt + HOUR }
            : { since: reached + OVERLAP, runAt: startedAt }
      },
      async () => refreshShop(ctx, { myshopifyDomain }),
      async () => repairShop(ctx, { myshopifyDomain }),
      async () => dropProfiles(ctx, { shop }),
      async () => repairProducts(ctx, { myshopifyDomain }),
      async () => resumeRotation(ctx, { shopId: shop.id }),
      async () => holdPending(ctx, { myshopifyDomain }),
    ])
  } finally {
    const { runAt } = next
    const payload = { since: next.since }
    await ctx.jobs.add({ shopId: shop.id, kind: 'reconcile', key: WHOLE_SHOP, payload, runAt })
  }
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

async function repairProducts(
  ctx: Needs<'now' | 'shops' | 'jobs'> & PublishProductsNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id, withDeleted: true })
  const published = gates.filter(({ publication }) => publication.kind === 'published')
  const unpublished = gates.filter(({ publication }) => publication.kind !== 'published')
  const oldCards = await ctx.gates.listOldCards({ shopId: shop.id })
  for (const number of [...unpublished.map((gate) => gate.number), ...oldCards]) {
    await ctx.jobs.add({ shopId: shop.id, kind: 'publish', key: String(number), runAt: ctx.now() })
  }
  const standing = published.filter(({ deletedAt }) => deletedAt === null)
  const collectionIds = listSubjectCollections(standing)
  for (const id of collectionIds) {
    await ctx.jobs.add({ shopId: shop.id, kind: 'collection', key: String(id), runAt: ctx.now() })
  }
  const inCollections = await ctx.collections.products({ shopId: shop.id, collectionIds })
  const single = await ctx.collections.variants({ shopId: shop.id, collectionIds })
  const named = standing.flatMap(({ subject }) => listSubjectProducts(subject))
  const written = published.flatMap(({ writtenProductIds }) => writtenProductIds)
  const namedVariants = standing.flatMap(({ subject }) => listSubjectVariants(subject))
  const writtenVariants = published.flatMap(({ writtenVariantIds }) => writtenVariantIds)
  await publishProducts(ctx, {
    shop,
    productIds: unique([...named, ...written, ...inCollections]),
    variantIds: unique([...namedVariants, ...writtenVariants, ...single]),
  })
}
