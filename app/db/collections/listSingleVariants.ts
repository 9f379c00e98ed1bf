import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

const IN_COLLECTIONS = `SELECT DISTINCT variant_id FROM collection_product
  WHERE shop_id = $1::bigint AND collection_id = ANY($2::bigint[]) AND variant_id <> 0 ORDER BY variant_id`
const OF_PRODUCTS = `SELECT variant_id FROM collection_product
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND variant_id <> 0
  UNION SELECT variant_id FROM collection_stay
  WHERE shop_id = $1::bigint AND product_id = ANY($2::bigint[]) AND variant_id <> 0 ORDER BY variant_id`

export type ListSingleVariantsParameters = { readonly db: Database; readonly shopId: ShopId } & (
  | { readonly collectionIds: readonly number[] }
  | { readonly productIds: readonly number[] }
)

/**
 * List the variants that are in some collections by themselves; or those of some products that are so in any gated
 * collection, or were in the last two months: they may still carry its gates. Ascending, one statement.
 */
export async function listSingleVariants({
  db,
  shopId,
  ...named
}: ListSingleVariantsParameters): Promise<number[]> {
  const [name, sql, ids] =
    'collectionIds' in named
      ? (['variants_in_collections', IN_COLLECTIONS, named.collectionIds] as const)
      : (['variants_of_products', OF_PRODUCTS, named.productIds] as const)
  const rows = ids.length > 0 ? await db.hot.query(name, sql, [shopId, [...ids]]) : []
  return rows.map((row) => Number(row.variant_id))
}
