import type { ShopId } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import { parseVisitRow, VISIT_COLUMNS } from '../visits.ts'

const SQL = `SELECT ${VISIT_COLUMNS} FROM visit WHERE shop_id = $1::bigint AND id = ANY($2::text[]) ORDER BY id`

/** Find the visits an order's grants come from, as long as they are kept: also those that have ended. */
export async function findVisits({
  db,
  shopId,
  ids,
}: {
  db: Database
  shopId: ShopId
  ids: readonly string[]
}): Promise<Visit[]> {
  if (ids.length === 0) return []
  return (await db.hot.query('find_visits', SQL, [shopId, ids])).map(parseVisitRow)
}
