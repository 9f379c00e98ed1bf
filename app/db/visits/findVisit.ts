import type { ShopId } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import { parseVisitRow, VISIT_COLUMNS } from './parseVisitRow.ts'

export type FindVisitParameters = {
  readonly db: Database
  readonly tokenHash: string
  readonly shopId: ShopId
  /** Unix seconds. */
  readonly now: number
}

const SQL = `SELECT ${VISIT_COLUMNS} FROM visit WHERE token_hash = $1 AND shop_id = $2 AND expires_at > $3`

/** Find a visit to this shop that has not ended. */
export async function findVisit(parameters: FindVisitParameters): Promise<Visit | null> {
  const { db, tokenHash, shopId, now } = parameters
  const [row] = await db.hot.query('find_visit', SQL, [tokenHash, shopId, now])
  return row ? parseVisitRow(row) : null
}
