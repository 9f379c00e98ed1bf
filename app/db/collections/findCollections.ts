import { formatSingleVariant, type MemberKey } from '../../core/gate/memberships.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** Unix seconds: what had come into a collection by `from` and not left it by `until`. */
export type SeenBetween = { readonly from: number; readonly until: number }
export type FindCollectionsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly productIds: readonly number[]
  /** What they were in then; without it, what they are in now. */
  readonly seen?: SeenBetween
}

const NOW = `SELECT product_id, variant_id, collection_id FROM collection_product
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[])`
const THEN = `${NOW} AND since <= $3::bigint
  UNION SELECT product_id, variant_id, collection_id FROM collection_stay
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND since <= $3::bigint AND left_at > $4::bigint`

/** Which gated collections some products, or single variants of theirs, are in; what is in none is left out. One statement. */
export async function findCollections({
  db,
  shopId,
  productIds,
  seen,
}: FindCollectionsParameters): Promise<Map<MemberKey, Set<number>>> {
  const found = new Map<MemberKey, Set<number>>()
  if (productIds.length === 0) return found
  const values = [shopId, [...new Set(productIds)]]
  const rows = seen
    ? await db.hot.query('find_collections_then', THEN, [...values, seen.from, seen.until])
    : await db.hot.query('find_collections', NOW, values)
  for (const row of rows) {
    const [productId, variantId] = [Number(row.product_id), Number(row.variant_id)]
    const key = variantId === 0 ? productId : formatSingleVariant({ productId, variantId })
    const ids = found.get(key) ?? new Set()
    found.set(key, ids.add(Number(row.collection_id)))
  }
  return found
}
