import type { Shop } from '../../core/gate/shop.ts'
import {
  listSubjectCollections,
  listSubjectProducts,
  listSubjectVariants,
  sortUnique,
} from '../../core/gate/subject.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { ensureCustomerTopics } from '../customers/ensureCustomerTopics.ts'
import { queueCustomers } from '../customers/queueCustomers.ts'
import { queueRotation } from '../keys/queueRotation.ts'
import { checkUses } from '../orders/checkUses.ts'
import { deleteOldOrders } from '../orders/deleteOldOrders.ts'
import { holdPending } from '../orders/holdPending.ts'
import { deleteUnusedProfiles } from '../publication/deleteUnusedProfiles.ts'
import { type PublishProductsNeeds, publishProducts } from '../publication/publishProducts.ts'
import { queueRefusal } from './refusal.ts'
import { repairShop } from './repairShop.ts'
import { runAll } from './runAll.ts'
import { updateShop } from './updateShop.ts'

export type ReconcileShopNeeds = Needs<
  | 'now'
  | 'log'
  | 'shops'
  | 'gates'
  | 'collections'
  | 'proofKeys'
  | 'profiles'
  | 'jobs'
  | 'settlements'
  | 'reservations'
  | 'customers'
  | 'members'
  | 'platform'
  | 'keptOrderDays'
  | 'shopify'
>
export type ReconcileShopParameters = {
  readonly myshopifyDomain: string
  /** Time of the last order scan, unix seconds; null for never. */
  readonly since: number | null
  /** Whether the database was set back: then products may carry gates that it has forgotten. */
  readonly isRestored?: boolean
}

const HOUR = 3600
/** Seconds by which scans overlap: a change during the last scan may be missing from it. */
const OVERLAP = 600
/** Shopify does not show older orders to an app. Seconds. */
const LONGEST = 60 * 24 * HOUR
const FIRST = 2 * 24 * HOUR
/** Pages per scan; a next scan follows at once if more are left. */
const MOST_PAGES = 20

/**
 * Find and repair what no webhook has reported:
 * - orders that were never settled or have changed since
 * - a changed identity of the shop
 * - a validation or discount that was switched off or is missing, and profiles that no gate uses
 * - products that lost their marks, and after a restore those with marks of forgotten gates
 * - gates that are not published whole, or whose card an older version of this app wrote
 * - members of gated collections
 * - a key rotation without a job
 * - customers whose tags wait for the scopes, or whose job was lost
 * - orders with a pending hold, since the merchant may have granted the scopes meanwhile
 * - counters of uses that differ from the uses
 * - a token that a store's platform refuses, because the store's uninstall was lost
 *
 * It also deletes what was found out about orders that are older than the operator keeps them.
 *
 * All parts run even if one fails. In any case the job is queued again, in an hour or at once if orders are left.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} the failure of the first part that failed
 */
export async function reconcileShop(
  ctx: ReconcileShopNeeds,
  { myshopifyDomain, since, isRestored = false }: ReconcileShopParameters,
): Promise<void> {
  const startedAt = ctx.now()
  const shop = await ctx.shops.load(myshopifyDomain)
  const from = Math.max(startedAt - LONGEST, since === null ? startedAt - FIRST : since - OVERLAP)
  // If the order scan fails, the next one starts from the same time, also after weeks without Shopify's approval.
  let next = { since: from + OVERLAP, runAt: startedAt + HOUR }
  let hasForgotten = isRestored
  try {
    await runAll(ctx, [
      async () => {
        const reached = await findOrders(ctx, { shop, from })
        next =
          reached === null
            ? { since: startedAt, runAt: startedAt + HOUR }
            : { since: reached + OVERLAP, runAt: startedAt }
      },
      async () => updateShop(ctx, { myshopifyDomain }),
      async () => repairShop(ctx, { myshopifyDomain }),
      async () => deleteUnusedProfiles(ctx, { shop }),
      async () => repairProducts(ctx, { myshopifyDomain }),
      async () => {
        if (isRestored) await repairAllMarks(ctx, { shop })
        hasForgotten = false
      },
      async () => queueRotation(ctx, { shopId: shop.id }),
      async () => holdPending(ctx, { myshopifyDomain }),
      async () => ensureCustomerTopics(ctx, { shop }),
      async () => queueCustomers(ctx, { shop }),
      async () => checkUses(ctx, { shop }),
      async () => deleteOldOrders(ctx, { shop }),
    ])
  } catch (error) {
    // A store that has left answers nothing. If its uninstall was lost, nobody else tells it.
    await queueRefusal(ctx, { shop })
    throw error
  } finally {
    const { runAt } = next
    const payload = { since: next.since, ...(isRestored && { isRestored: hasForgotten }) }
    await ctx.jobs.add({ shopId: shop.id, kind: 'reconcile', key: WHOLE_SHOP, payload, runAt })
  }
}

/**
 * Queue orders that are new or changed since their settling. Returns null when the scan is complete, else the
 * `updatedAt` it reached.
 */
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

/** Write whatever carries a mark at Shopify as the database has it. A gate that the database has forgotten goes. */
async function repairAllMarks(ctx: PublishProductsNeeds, { shop }: { shop: Shop }): Promise<void> {
  await publishProducts(ctx, {
    shop,
    productIds: await ctx.shopify.listMarked({ of: 'products' }),
    variantIds: await ctx.shopify.listMarked({ of: 'variants' }),
  })
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
    productIds: sortUnique([...named, ...written, ...inCollections]),
    variantIds: sortUnique([...namedVariants, ...writtenVariants, ...single]),
  })
}
