import type { GateSort } from '../../core/gate/filter.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import { PRICE_KINDS } from '../../core/gate/reactionKinds.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import type { GatesPort } from '../../ports/gates.ts'
import type { Database } from '../database.ts'
import { parseGateRow } from './parseGateRow.ts'

/** What nobody searches for in a stored requirement: the names of fields, and fields that are no names or addresses. */
const NOISE =
  '"(kind|minimum|maximum|count|first|last|decimals|v|block|heldForBlocks|heldForHours)": ("[^"]*"|[0-9]+|null)|"[a-zA-Z]+":|"[0-9]+(-[0-9]+)?"'

/** Whether a text has all words of a parameter. OFFSET keeps the planner from making the text anew for each word. */
const composeMatch = (text: string, words: string) => `(cardinality(${words}::text[]) = 0 OR NOT EXISTS (
  SELECT 1 FROM (SELECT lower(${text}) AS text OFFSET 0) AS said
  CROSS JOIN unnest(${words}::text[]) AS word WHERE position(lower(word) IN said.text) = 0))`
const MATCHES = [
  composeMatch('name', '$10'),
  composeMatch("name || ' ' || requirement::text", '$4'),
  composeMatch(`name || ' ' || regexp_replace(requirement::text, '${NOISE}', '', 'g')`, '$11'),
].join(' AND ')

/** Words of every stored requirement. A word that is a part of one is looked for without them, which takes longer. */
const COMMON = [
  ...['root', 'kind', 'chain', 'contract', 'label', 'name', 'symbol', 'minimum', 'maximum', 'decimals'],
  ...[
    'tokenids',
    'first',
    'last',
    'perid',
    'listid',
    'listname',
    'snapshots',
    'heldforblocks',
    'heldforhours',
  ],
  ...['atleast', 'any', 'all', 'not', 'of', 'null', 'true', 'false', 'count', ...Object.keys(conditionFacts)],
].map((word) => word.toLowerCase())

/** Split words by where they are looked for. A number alone is part of nearly every address: only a name has it. */
function splitWords(words: readonly string[]) {
  const isCommon = (word: string) => COMMON.some((one) => one.includes(word.toLowerCase()))
  const texts = words.filter((word) => !/^[0-9]+$/.test(word))
  return {
    inName: words.filter((word) => !texts.includes(word)),
    common: texts.filter(isCommon),
    others: texts.filter((word) => !isCommon(word)),
  }
}

const STANDING = `CASE
  WHEN state = 'paused' THEN 'paused'
  WHEN (schedule->>'endsAt')::bigint <= $8::bigint THEN 'ended'
  WHEN (schedule->>'startsAt')::bigint > $8::bigint THEN 'scheduled'
  WHEN test->>'isOn' = 'true' THEN 'test'
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
 * $8 unix seconds, $9 whether $6 is a flag, $10 words of the name alone, $11 words that every requirement has a part of.
 */
const composeSql = ({ by, after }: { by: string; after: string }) => `WITH found AS MATERIALIZED (
    SELECT number, lower(name) AS sorted, updated_at FROM gate
    WHERE shop_id = $1::bigint AND deleted_at IS NULL
      AND ($7::int IS NULL OR profile = $7::int)
      AND ($6::text IS NULL OR CASE WHEN $9::boolean THEN reaction->>$6::text = 'true'
        ELSE reaction->'price'->>'kind' = $6::text END)
      AND ($5::text IS NULL OR CASE WHEN published THEN ${STANDING} ELSE 'pending' END = $5::text)
      AND ${MATCHES}
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
    const { inName, common, others } = splitWords(words)
    const found = await db.hot.query(`list_gates_${sort}`, composeSql(ORDERS[sort]), [
      ...[shopId, last, limit + 1, others, state ?? null],
      ...[reaction ?? null, profile ?? null, now, isFlag, inName, common],
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
