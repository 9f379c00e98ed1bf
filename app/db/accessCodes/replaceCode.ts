import type { AccessCode, AccessCodeWant } from '../../core/accessCode/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { openCodes } from './openCodes.ts'
import { GONE } from './parseCodeRow.ts'

export type ReplaceCodeParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  /** The one that is to make room. */
  readonly code: string
  readonly want: AccessCodeWant
  readonly at: number
}

// It may be on its way with an order: it stays to be found by its code, and stands for no visit any more.
const SQL = `UPDATE access_code SET visit_id = code, discount_id = '${GONE}'
  WHERE shop_id = $1::bigint AND visit_id = $2::text AND code = $3::text`

/** Write another code in the place of one; where somebody else was first, theirs stands. Answers the one that does. */
export async function replaceCode(parameters: ReplaceCodeParameters): Promise<AccessCode> {
  const { db, shopId, visitId, code, want, at } = parameters
  await db.hot.query('replace_code', SQL, [shopId, visitId, code])
  const [standing] = await openCodes({ db, shopId, visitId, wants: [want], at })
  if (!standing) throw new Error('A code that was written down is not there.')
  return standing
}
