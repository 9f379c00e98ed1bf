import type { AccessCode, AccessCodeWant } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { openCodes, WRITTEN_AT } from './openCodes.ts'

export type ReplaceCodeParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  /** The one that is to make room. */
  readonly code: string
  readonly want: AccessCodeWant
  readonly at: number
}

const SQL = `UPDATE access_code SET code = wanted.code, discount_id = NULL, ends_at = $8::bigint, buyer = $10::text, created_at = ${WRITTEN_AT}
  FROM (SELECT $4::bigint AS gate, $5::int AS revision, $7::text AS code) AS wanted
  WHERE access_code.shop_id = $1::bigint AND access_code.visit_id = $2::text AND access_code.gate = wanted.gate
    AND access_code.grant_id = $6::text AND access_code.code = $9::text`

/** Write another code in the place of one; where somebody else was first, theirs stands. Answers the one that does. */
export async function replaceCode(parameters: ReplaceCodeParameters): Promise<AccessCode> {
  const { db, shopId, visitId, code, want, at } = parameters
  const { gate, revision, grantId, newCode, endsAt, buyer } = want
  const values = [shopId, visitId, at, gate, revision, grantId, newCode, endsAt, code, buyer]
  await db.hot.query('replace_code', SQL, values)
  const [standing] = await openCodes({ db, shopId, visitId, wants: [want], at })
  if (!standing) throw new Error('A code that was written down is not there.')
  return standing
}
