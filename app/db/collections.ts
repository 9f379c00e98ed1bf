import { formatSingleVariant, type MemberKey } from '../core/gate/memberships.ts'
import { TOLD_SECONDS } from '../core/settlement/margins.ts'
import type { CollectionsPort } from '../ports/collections.ts'
import { updateMembers } from './collections/updateMembers.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import { addJobs } from './jobs.ts'

/** The caller of `set` writes the products itself. A job does it this much later, in case the caller fails. */
const GRACE_SECONDS = 120
/** The payload of a job that only `set` has queued. */
const SPARE = { spare: true } as const

const FIND = `SELECT product_id, variant_id, collection_id FROM collection_product
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[])`
const FIND_THEN = `${FIND} AND since <= $3::bigint
  UNION SELECT product_id, variant_id, collection_id FROM collection_stay
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND since <= $3::bigint AND left_at > $4::bigint`

const FIND_OF_VARIANTS = `SELECT variant_id, collection_id FROM collection_product
  WHERE shop_id = $1::bigint AND variant_id = ANY($2::bigint[]) AND variant_id <> 0`

const VARIANTS_IN_COLLECTIONS = `SELECT DISTINCT variant_id FROM collection_product
  WHERE shop_id = $1::bigint AND collection_id = ANY($2::bigint[]) AND variant_id <> 0 ORDER BY variant_id`
const VARIANTS_OF_PRODUCTS = `SELECT variant_id FROM collection_product
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND variant_id <> 0
  UNION SELECT variant_id FROM collection_stay
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND variant_id <> 0 ORDER BY variant_id`

// A job that another caller also queued has a higher version, and stays.
const SET_WRITTEN = `DELETE FROM job WHERE shop_id = $1::bigint AND kind = 'product' AND key = ANY($2::text[])
  AND version = 1 AND attempts = 0 AND locked_until = 0 AND payload = '${JSON.stringify(SPARE)}'::jsonb`

/**
 * Store members of collections in the table `collection_product`, and former members in `collection_stay`. Changes
 * delete stays that no order needs any more. `now` returns unix seconds.
 */
export function createCollectionsPort({ db, now }: { db: Database; now: () => number }): CollectionsPort {
  const sweep = createSweep({ db, table: 'collection_stay' })
  return {
    find: async ({ shopId, productIds, seen }) => {
      const found = new Map<MemberKey, Set<number>>()
      if (productIds.length === 0) return found
      const values = [shopId, [...new Set(productIds)]]
      const rows = seen
        ? await db.hot.query('find_collections_then', FIND_THEN, [...values, seen.from, seen.until])
        : await db.hot.query('find_collections', FIND, values)
      for (const row of rows) {
        const [productId, variantId] = [Number(row.product_id), Number(row.variant_id)]
        const key = variantId === 0 ? productId : formatSingleVariant({ productId, variantId })
        addTo(found, key, Number(row.collection_id))
      }
      return found
    },
    findOfVariants: async ({ shopId, variantIds }) => {
      const found = new Map<number, Set<number>>()
      if (variantIds.length === 0) return found
      const values = [shopId, [...new Set(variantIds)]]
      const rows = await db.hot.query('find_variant_collections', FIND_OF_VARIANTS, values)
      for (const row of rows) addTo(found, Number(row.variant_id), Number(row.collection_id))
      return found
    },
    products: async ({ shopId, collectionIds }) => {
      const rows = await db.prisma.collectionProduct.findMany({
        where: { shopId, collectionId: { in: collectionIds.map(BigInt) } },
        select: { productId: true },
        distinct: ['productId'],
        orderBy: { productId: 'asc' },
      })
      return rows.map(({ productId }) => Number(productId))
    },
    variants: async ({ shopId, ...named }) => {
      const [name, sql, ids] =
        'collectionIds' in named
          ? (['variants_in_collections', VARIANTS_IN_COLLECTIONS, named.collectionIds] as const)
          : (['variants_of_products', VARIANTS_OF_PRODUCTS, named.productIds] as const)
      const rows = ids.length > 0 ? await db.hot.query(name, sql, [shopId, [...ids]]) : []
      return rows.map((row) => Number(row.variant_id))
    },
    set: async (parameters) => {
      const changed = await setCollection(db, { ...parameters, at: now() })
      if (changed.length > 0) await sweep(now() - TOLD_SECONDS, changed.length)
      return changed
    },
    setProduct: async (parameters) => {
      const hasChanged = await setProduct(db, { ...parameters, at: now() })
      if (hasChanged) await sweep(now() - TOLD_SECONDS)
      return hasChanged
    },
    setWritten: async ({ shopId, productIds }) => {
      if (productIds.length === 0) return
      await db.hot.query('collection_written', SET_WRITTEN, [shopId, productIds.map(String)])
    },
  }
}

function setCollection(
  db: Database,
  parameters: Parameters<CollectionsPort['set']>[0] & { at: number },
): Promise<number[]> {
  const { shopId, collectionId, productIds, variants, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    // Serializes two lists of one collection that arrive at once.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const whole = productIds.map((productId) => ({ collectionId, productId, variantId: 0 }))
    const members = [...whole, ...variants.map((one) => ({ collectionId, ...one }))]
    const where = { shopId, collectionId: BigInt(collectionId) }
    const changed = await updateMembers({ tx, where, members, at })
    const job = { kind: 'product', payload: SPARE, runAt: at + GRACE_SECONDS } as const
    await addJobs({ tx, shopId, keys: changed.map(String), ...job })
    return changed
  })
}

function setProduct(
  db: Database,
  parameters: Parameters<CollectionsPort['setProduct']>[0] & { at: number },
): Promise<boolean> {
  const { shopId, productId, collectionIds, variants, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const whole = collectionIds.map((collectionId) => ({ collectionId, productId, variantId: 0 }))
    const members = [...whole, ...variants.map((one) => ({ ...one, productId }))]
    const where = { shopId, productId: BigInt(productId) }
    const changed = await updateMembers({ tx, where, members, at })
    return changed.length > 0
  })
}

function addTo<Key>(sets: Map<Key, Set<number>>, key: Key, id: number): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(id))
}
