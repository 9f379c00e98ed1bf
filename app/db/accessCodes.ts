import { parseCode } from '../core/accessCode/parseCode.ts'
import type { AccessCode } from '../core/accessCode/types.ts'
import { parseReactionJson } from '../core/gate/reactionJson.ts'
import type { GateNumber } from '../core/gate/types.ts'
import { TOLD_SECONDS } from '../core/settlement/margins.ts'
import type { AccessCodesPort } from '../ports/accessCodes.ts'
import type { Database, HotRow } from './database.ts'

/** The `discount_id` of a code that Shopify no longer has. */
const GONE = ''

/** The revision whose terms a code has: the newest one when the code was added. */
const REVISION = `(SELECT max(terms.revision) FROM gate_revision AS terms
  WHERE terms.shop_id = access_code.shop_id AND terms.number = access_code.gate
    AND terms.created_at <= access_code.created_at)`

const CODE_COLUMNS = `access_code.code, access_code.gate, access_code.visit_id, access_code.grant_id,
  access_code.buyer, access_code.discount_id, access_code.ends_at, access_code.created_at, ${REVISION} AS revision`

/** The `created_at` of a code: before the next revision, if that was saved while the chains were read. */
const WRITTEN_AT = `LEAST($3::bigint, (SELECT min(later.created_at) - 1 FROM gate_revision AS later
    WHERE later.shop_id = $1::bigint AND later.number = wanted.gate AND later.revision > wanted.revision))`

// The update locks and returns an existing row: a plain select would miss one that is written at the same time.
const OPEN = `WITH wanted AS (
    SELECT * FROM unnest($4::bigint[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::text[])
      AS wanted(gate, revision, grant_id, code, ends_at, buyer)
  )
  INSERT INTO access_code (shop_id, code, gate, visit_id, grant_id, buyer, ends_at, created_at)
  SELECT $1::bigint, wanted.code, wanted.gate, $2::text, wanted.grant_id, wanted.buyer, wanted.ends_at, ${WRITTEN_AT}
  FROM wanted ORDER BY wanted.gate, wanted.grant_id
  ON CONFLICT (visit_id, gate, grant_id) DO UPDATE SET visit_id = access_code.visit_id
  RETURNING ${CODE_COLUMNS}`

const SET_MADE = `UPDATE access_code SET discount_id = $3::text, ends_at = GREATEST(ends_at, $4::bigint)
  WHERE shop_id = $1::bigint AND code = $2::text AND discount_id IS DISTINCT FROM '${GONE}' RETURNING code`

const SET_GONE = `UPDATE access_code SET discount_id = '${GONE}' WHERE shop_id = $1::bigint AND code = $2::text`

// An order with the old code may still arrive: the row stays findable by its code, but belongs to no visit.
const REPLACE = `UPDATE access_code SET visit_id = code, discount_id = '${GONE}'
  WHERE shop_id = $1::bigint AND visit_id = $2::text AND code = $3::text`

// The reaction is read as text: the drivers of the two engines read numbers in JSON differently.
const FIND_USED = `SELECT access_code.code, access_code.gate, access_code.grant_id, access_code.buyer, terms.revision, terms.cap,
    terms.reaction::text AS reaction
  FROM access_code JOIN gate_revision AS terms
    ON terms.shop_id = access_code.shop_id AND terms.number = access_code.gate AND terms.revision = ${REVISION.replaceAll('terms', 'newest')}
  WHERE access_code.shop_id = $1::bigint AND access_code.code = ANY($2::text[])
  ORDER BY access_code.gate, access_code.code`

const LIST_DUE = `SELECT ${CODE_COLUMNS} FROM access_code
  WHERE access_code.shop_id = $1::bigint AND access_code.discount_id IS DISTINCT FROM '${GONE}'
    AND (access_code.ends_at <= $2::bigint OR NOT EXISTS (
      SELECT 1 FROM unnest($3::bigint[], $4::int[]) AS running(gate, revision)
      WHERE running.gate = access_code.gate AND running.revision = ${REVISION}))
    AND (access_code.ends_at, access_code.code) > ($6::bigint, $7::text)
  ORDER BY access_code.ends_at, access_code.code LIMIT $5::int`

const SWEEP = `DELETE FROM access_code
  WHERE shop_id = $1::bigint AND discount_id = '${GONE}' AND ends_at <= $2::bigint`
const NEXT = `SELECT min(CASE WHEN discount_id = '${GONE}' THEN ends_at + $2::bigint ELSE ends_at END) AS next
  FROM access_code WHERE shop_id = $1::bigint`

/** Store access codes in the table `access_code`. */
export function createAccessCodesPort({ db }: { db: Database }): AccessCodesPort {
  const open: AccessCodesPort['open'] = async ({ shopId, visitId, wants, at }) => {
    if (wants.length === 0) return []
    const rows = await db.hot.query('open_codes', OPEN, [
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
    return wants.map(({ gate, grantId }) =>
      checkCode(found.find((one) => one.gate === gate && one.grantId === grantId)),
    )
  }
  return {
    open,
    setMade: async ({ shopId, code, discountId, endsAt }) => {
      const rows = await db.hot.query('code_made', SET_MADE, [shopId, code, discountId, endsAt])
      return rows.length > 0
    },
    setGone: async ({ shopId, code }) => {
      await db.hot.query('code_gone', SET_GONE, [shopId, code])
    },
    replace: async ({ shopId, visitId, code, want, at }) => {
      await db.hot.query('replace_code', REPLACE, [shopId, visitId, code])
      const [standing] = await open({ shopId, visitId, wants: [want], at })
      return checkCode(standing)
    },
    findUsed: async ({ shopId, codes }) => {
      const ours = [...new Set(codes.flatMap((code) => parseCode(code) ?? []))]
      if (ours.length === 0) return []
      const rows = await db.hot.query('find_used_codes', FIND_USED, [shopId, ours])
      return rows.map((row) => ({
        code: String(row.code),
        gate: Number(row.gate) as GateNumber,
        revision: Number(row.revision),
        grantId: String(row.grant_id),
        buyer: String(row.buyer),
        cap: Number(row.cap),
        reaction: parseReactionJson(JSON.parse(String(row.reaction))),
      }))
    },
    listDue: async ({ shopId, at, running, after, limit }) => {
      const gates = running.map(({ gate }) => gate)
      const revisions = running.map(({ revision }) => revision)
      const rows = await db.hot.query('list_due_codes', LIST_DUE, [
        shopId,
        at,
        gates,
        revisions,
        limit,
        after?.endsAt ?? -1,
        after?.code ?? '',
      ])
      return rows.map(parseCodeRow)
    },
    sweep: async ({ shopId, at }) => {
      await db.hot.query('sweep_codes', SWEEP, [shopId, at - TOLD_SECONDS])
      const [row] = await db.hot.query('next_codes', NEXT, [shopId, TOLD_SECONDS])
      return row?.next === null || row?.next === undefined ? null : Number(row.next)
    },
  }
}

function checkCode(code: AccessCode | undefined): AccessCode {
  if (!code) throw new Error('The database did not return a code that it received.')
  return code
}

function parseCodeRow(row: HotRow): AccessCode {
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
