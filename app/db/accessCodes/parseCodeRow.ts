import type { AccessCode } from '../../core/accessCode/types.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import type { HotRow } from '../database.ts'

/** What stands in `discount_id` once the discount is not at Shopify any more. */
export const GONE = ''

/** The revision whose terms a code has: the newest there was when it was written down. */
export const REVISION = `(SELECT max(terms.revision) FROM gate_revision AS terms
  WHERE terms.shop_id = access_code.shop_id AND terms.number = access_code.gate
    AND terms.created_at <= access_code.created_at)`

/** What `parseCodeRow` reads, of a table or alias named `access_code`. */
export const CODE_COLUMNS = `access_code.code, access_code.gate, access_code.visit_id, access_code.grant_id,
  access_code.buyer, access_code.discount_id, access_code.ends_at, access_code.created_at, ${REVISION} AS revision`

/** Read a row of `access_code`, which only this folder writes. */
export function parseCodeRow(row: HotRow): AccessCode {
  const discountId = row.discount_id === null ? null : String(row.discount_id)
  return {
    code: String(row.code),
    gate: Number(row.gate) as GateNumber,
    revision: Number(row.revision),
    visitId: String(row.visit_id),
    grantId: String(row.grant_id),
    buyer: String(row.buyer),
    state: discountId === null ? 'making' : discountId === GONE ? 'gone' : 'made',
    discountId: discountId || null,
    endsAt: Number(row.ends_at),
    createdAt: Number(row.created_at),
  }
}
