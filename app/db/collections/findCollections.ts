import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const SQL = `SELECT product_id, collection_id FROM collection_product
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND ($3::bigint IS NULL OR since <= $3::bigint)`

/** Which gated collections some products are in; a product in none is left out. One statement. */
export async function findCollections({
  db,
  shopId,
  productIds,
  seenBy,
}: {
  db: Database
  shopId: ShopId
  productIds: readonly number[]
  /** Unix seconds: only what was in them then already. */
  seenBy?: number
}): Promise<Map<number, Set<number>>> {
  const found = new Map<number, Set<number>>()
  if (productIds.length === 0) return found
  const rows = await db.hot.query('find_collections', SQL, [shopId, [...new Set(productIds)], seenBy ?? null])
  for (const row of rows) {
    const productId = Number(row.product_id)
    const ids = found.get(productId) ?? new Set()
    found.set(productId, ids.add(Number(row.collection_id)))
  }
  return found
}
