import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const SQL = `SELECT variant_id, collection_id FROM collection_product
  WHERE shop_id = $1::bigint AND variant_id = ANY($2::bigint[]) AND variant_id <> 0`

/** Which gated collections some variants are in by themselves, without their products; what is in none is left out. One statement. */
export async function findVariantCollections({
  db,
  shopId,
  variantIds,
}: {
  db: Database
  shopId: ShopId
  variantIds: readonly number[]
}): Promise<Map<number, Set<number>>> {
  const found = new Map<number, Set<number>>()
  if (variantIds.length === 0) return found
  const rows = await db.hot.query('find_variant_collections', SQL, [shopId, [...new Set(variantIds)]])
  for (const row of rows) {
    const variantId = Number(row.variant_id)
    const ids = found.get(variantId) ?? new Set()
    found.set(variantId, ids.add(Number(row.collection_id)))
  }
  return found
}
