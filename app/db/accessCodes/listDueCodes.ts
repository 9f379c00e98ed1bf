import type { AccessCode } from '../../core/accessCode/types.ts'
import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { CODE_COLUMNS, GONE, parseCodeRow, REVISION } from './parseCodeRow.ts'

export type ListDueCodesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Unix seconds. */
  readonly at: number
  readonly running: readonly { readonly gate: GateNumber; readonly revision: number }[]
  readonly limit: number
}

const SQL = `SELECT ${CODE_COLUMNS} FROM access_code
  WHERE access_code.shop_id = $1::bigint AND access_code.discount_id IS DISTINCT FROM '${GONE}'
    AND (access_code.ends_at <= $2::bigint OR NOT EXISTS (
      SELECT 1 FROM unnest($3::bigint[], $4::int[]) AS running(gate, revision)
      WHERE running.gate = access_code.gate AND running.revision = ${REVISION}))
  ORDER BY access_code.ends_at, access_code.code LIMIT $5::int`

/** List codes that must not stand at Shopify: past their end, or of a gate that does not run as it did. */
export async function listDueCodes(parameters: ListDueCodesParameters): Promise<AccessCode[]> {
  const { db, shopId, at, running, limit } = parameters
  const rows = await db.hot.query('list_due_codes', SQL, [
    shopId,
    at,
    running.map(({ gate }) => gate),
    running.map(({ revision }) => revision),
    limit,
  ])
  return rows.map(parseCodeRow)
}
