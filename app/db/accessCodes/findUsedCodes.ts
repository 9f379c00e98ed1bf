import { parseCode } from '../../core/accessCode/parseCode.ts'
import type { UsedCode } from '../../core/accessCode/types.ts'
import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import type { ReactionJson } from '../gates/formatDraft.ts'
import { parseReaction } from '../gates/parseGateRow.ts'
import { REVISION } from './parseCodeRow.ts'

// The terms as text: the driver of one engine would read numbers of JSON otherwise than that of the other.
const SQL = `SELECT access_code.code, access_code.gate, access_code.grant_id, terms.revision, terms.cap,
    terms.reaction::text AS reaction
  FROM access_code JOIN gate_revision AS terms
    ON terms.shop_id = access_code.shop_id AND terms.number = access_code.gate AND terms.revision = ${REVISION.replaceAll('terms', 'newest')}
  WHERE access_code.shop_id = $1::bigint AND access_code.code = ANY($2::text[])
  ORDER BY access_code.gate, access_code.code`

/** Find those of an order's codes that are ours, each once, with the terms they had. */
export async function findUsedCodes({
  db,
  shopId,
  codes,
}: {
  db: Database
  shopId: ShopId
  codes: readonly string[]
}): Promise<UsedCode[]> {
  const ours = [...new Set(codes.flatMap((code) => parseCode(code) ?? []))]
  if (ours.length === 0) return []
  const rows = await db.hot.query('find_used_codes', SQL, [shopId, ours])
  return rows.map((row) => ({
    code: String(row.code),
    gate: Number(row.gate) as GateNumber,
    revision: Number(row.revision),
    grantId: String(row.grant_id),
    cap: Number(row.cap),
    reaction: parseReaction(JSON.parse(String(row.reaction)) as ReactionJson),
  }))
}
