import type { AccessCode, AccessCodeWant } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { CODE_COLUMNS, parseCodeRow } from './parseCodeRow.ts'

export type OpenCodesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  readonly wants: readonly AccessCodeWant[]
  /** Unix seconds. */
  readonly at: number
}

/** When a code of a revision is said to be made: before the next one, should that have come while chains were asked. */
const WRITTEN_AT = `LEAST($3::bigint, (SELECT min(later.created_at) - 1 FROM gate_revision AS later
    WHERE later.shop_id = $1::bigint AND later.number = wanted.gate AND later.revision > wanted.revision))`

// A row that stands is locked and answered: a plain select would not see one that was written at the same time.
const SQL = `WITH wanted AS (
    SELECT * FROM unnest($4::bigint[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::text[])
      AS wanted(gate, revision, grant_id, code, ends_at, buyer)
  )
  INSERT INTO access_code (shop_id, code, gate, visit_id, grant_id, buyer, ends_at, created_at)
  SELECT $1::bigint, wanted.code, wanted.gate, $2::text, wanted.grant_id, wanted.buyer, wanted.ends_at, ${WRITTEN_AT}
  FROM wanted ORDER BY wanted.gate, wanted.grant_id
  ON CONFLICT (visit_id, gate, grant_id) DO UPDATE SET visit_id = access_code.visit_id
  RETURNING ${CODE_COLUMNS}`

/** Find or write down the code of each gate and grant, in one statement; answers in the order asked. */
export async function openCodes({
  db,
  shopId,
  visitId,
  wants,
  at,
}: OpenCodesParameters): Promise<AccessCode[]> {
  if (wants.length === 0) return []
  const rows = await db.hot.query('open_codes', SQL, [
    shopId,
    visitId,
    at,
    wants.map(({ gate }) => gate),
    wants.map(({ revision }) => revision),
    wants.map(({ grantId }) => grantId),
    wants.map(({ newCode }) => newCode),
    wants.map(({ endsAt }) => endsAt),
    wants.map(({ buyer }) => buyer),
  ])
  const found = rows.map(parseCodeRow)
  return wants.map(({ gate, grantId }) => {
    const code = found.find((one) => one.gate === gate && one.grantId === grantId)
    if (!code) throw new Error('A code that was written down is not there.')
    return code
  })
}
