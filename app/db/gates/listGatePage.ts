import type { GateSort } from '../../core/gate/filter.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import { PRICE_KINDS } from '../../core/gate/reactionKinds.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import type { GatesPort } from '../../ports/gates.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

// The names, symbols and addresses of the tokens of a gate, and the names of its lists.
const TOKENS = `SELECT string_agg(token #>> '{}', ' ') FROM jsonb_path_query(requirement,
  'lax $.** ? (@.type() == "object").keyvalue() ? (@.key == "name" || @.key == "symbol" || @.key == "contract" || @.key == "listName" || @.key == "chain").value') AS token`

const STANDING = `CASE
  WHEN state = 'paused' THEN 'paused'
  WHEN (schedule->>'endsAt')::bigint <= $8::bigint THEN 'ended'
  WHEN (schedule->>'startsAt')::bigint > $8::bigint THEN 'scheduled'
  ELSE 'active' END`

/** For each order: the columns that it sorts by, the same of the last gate of the page before, and the comparison. */
const ORDERS = {
  newest: { by: 'number DESC', after: 'number < $2::bigint' },
  name: {
    by: 'sorted, number',
    after: `(sorted, number) > (SELECT lower(name), number FROM gate WHERE shop_id = $1::bigint AND number = $2::bigint)`,
  },
  changed: {
    by: 'updated_at DESC, number DESC',
    after: `(updated_at, number) < (SELECT updated_at, number FROM gate WHERE shop_id = $1::bigint AND number = $2::bigint)`,
  },
} as const satisfies Record<GateSort, { by: string; after: string }>

/*
 * $1 shop, $2 last number of the page before, $3 length, $4 words, $5 state, $6 flag or kind of price, $7 profile,
 * $8 unix seconds, $9 whether $6 is a flag.
 */
const composeSql = ({ by, after }: { by: string; after: string }) => `WITH found AS MATERIALIZED (
    SELECT number, lower(name) AS sorted, updated_at FROM gate
    WHERE shop_id = $1::bigint AND deleted_at IS NULL
      AND ($7::int IS NULL OR profile = $7::int)
      AND ($6::text IS NULL OR CASE WHEN $9::boolean THEN reaction->>$6::text = 'true'
        ELSE reaction->'price'->>'kind' = $6::text END)
      AND ($5::text IS NULL OR CASE WHEN published THEN ${STANDING} ELSE 'pending' END = $5::text)
      AND (cardinality($4::text[]) = 0 OR NOT EXISTS (
        SELECT 1 FROM (SELECT lower(name || ' ' || COALESCE((${TOKENS}), '')) AS text) AS said
        CROSS JOIN unnest($4::text[]) AS word WHERE position(lower(word) IN said.text) = 0))
  )
  SELECT counted.total, page.number FROM (SELECT count(*) AS total FROM found) AS counted
  LEFT JOIN LATERAL (
    SELECT number, sorted, updated_at FROM found WHERE $2::bigint IS NULL OR ${after} ORDER BY ${by} LIMIT $3::int
  ) AS page ON true ORDER BY ${by}`

/** List a page of gates. @see GatesPort.listPage */
export const listGatePage =
  (db: Database): GatesPort['listPage'] =>
  async ({ shopId, filter, sort, before, limit, now }) => {
    const { words = [], state, reaction, profile } = filter
    const isFlag = !PRICE_KINDS.some((kind) => kind === reaction)
    const last = before ?? null
    const asked = [reaction ?? null, profile ?? null, now, isFlag]
    const found = await db.hot.query(`list_gates_${sort}`, composeSql(ORDERS[sort]), [
      ...[shopId, last, limit + 1, [...words], state ?? null],
      ...asked,
    ])
    const numbers = found.flatMap(({ number }) => (number === null ? [] : [Number(number)]))
    const shown = numbers.slice(0, limit)
    const rows = await db.prisma.gate.findMany({ where: { shopId, number: { in: shown.map(BigInt) } } })
    const place = new Map(shown.map((number, i) => [number, i]))
    const sorted = rows.sort(
      (a, b) => (place.get(Number(a.number)) ?? 0) - (place.get(Number(b.number)) ?? 0),
    )
    const read = sorted.map((row) => parseOrNull(() => parseGateRow(row)))
    return {
      gates: read.filter((gate) => gate !== null),
      unreadable: sorted
        .filter((_, i) => read[i] === null)
        .map(({ number, name }) => ({ number: Number(number) as GateNumber, name })),
      total: Number(found[0]?.total ?? 0),
      next: numbers.length > limit ? ((shown.at(-1) ?? null) as GateNumber | null) : null,
    }
  }
