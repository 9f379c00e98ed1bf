import type { WantedTags } from '../../core/customer/types.ts'
import type { CustomersPort } from '../../ports/customers.ts'
import type { Database, HotValue } from '../database.ts'

/** Rows that one statement changes. */
const MOST_ROWS = 2_000
/** Larger than any gate's number. */
const END = Number.MAX_SAFE_INTEGER

const LEFT = 'WHERE shop_id = $1::bigint AND NOT is_leaving AND gate > gap.after AND gate < gap.before'
const FIND_LEFT = `SELECT gap.after, gap.before FROM unnest($2::bigint[], $3::bigint[]) AS gap(after, before)
  CROSS JOIN LATERAL (SELECT 1 FROM customer_gate ${LEFT} LIMIT 1) AS one`
const PLAN_LEFT = composeChange(
  'is_leaving = true, needs_write = true',
  `FROM unnest($2::bigint[], $3::bigint[]) AS gap(after, before) CROSS JOIN LATERAL (
    SELECT ctid FROM customer_gate ${LEFT}) AS row`,
)

// What is written as wanted stands at the ends of gaps, so that all between two of them differs. `gate + 0` is a key of
// `customer_gate_by_tag_idx` alone: with another index, the planner would read a gate's rows and leave out the good ones.
const [GATE, TAG] = ['(gate + 0)', `COALESCE(asked_tag, '')`]
const DIFFERENT = `SELECT gate FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving AND NOT needs_write
  AND (${GATE}, ${TAG}) > (gap.after, gap.after_tag) AND (${GATE}, ${TAG}) < (gap.before, gap.before_tag)`
// Both ends of a gap may have such rows: its first is one of the gate before, its last one of the gate after.
const FIND_CHANGED = `SELECT one.gate AS one, other.gate AS other
  FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) AS gap(after, before, after_tag, before_tag)
  CROSS JOIN LATERAL (${DIFFERENT} ORDER BY ${GATE}, ${TAG} LIMIT 1) AS one
  CROSS JOIN LATERAL (${DIFFERENT} ORDER BY ${GATE} DESC, ${TAG} DESC LIMIT 1) AS other`
const PLAN_CHANGED = composeChange(
  'needs_write = true',
  `FROM unnest($2::bigint[], $3::text[]) AS wanted(gate, tag) CROSS JOIN LATERAL (
    SELECT ctid FROM customer_gate WHERE shop_id = $1::bigint AND gate = wanted.gate AND NOT is_leaving
      AND NOT needs_write AND asked_tag IS DISTINCT FROM wanted.tag) AS row`,
)

/** A part of the rows, because an embedded database does nothing else meanwhile, and a statement has its time. */
function composeChange(set: string, from: string): string {
  return `WITH changed AS (
    UPDATE customer_gate SET ${set}, version = version + 1
    WHERE ctid = ANY(ARRAY(SELECT row.ctid ${from} LIMIT ${MOST_ROWS})) RETURNING 1
  ) SELECT count(*) AS count FROM changed`
}

/**
 * Mark what differs from the wanted tags. The gaps between the wanted pairs of gate and tag are looked into, one look
 * each: an index that has nothing there reads no row, however many customers there are.
 * @see CustomersPort.plan
 */
export const planTags =
  (db: Database): CustomersPort['plan'] =>
  async ({ shopId, wanted }) => {
    const run = (name: string, sql: string, ...values: HotValue[]) =>
      db.hot.query(name, sql, [shopId, ...values])
    const change = async (...parameters: Parameters<typeof run>) => {
      for (let count = 1; count > 0; ) count = Number((await run(...parameters))[0]?.count)
    }
    const gaps = listGaps(wanted)
    // Each is looked for apart from its change: of that, the planner expects every row.
    const wide = gaps.filter(({ after, before }) => before.gate - after.gate > 1)
    const left = await run('find_left_gates', FIND_LEFT, ...listEnds(wide))
    if (left.length > 0) {
      const ends = [left.map((gap) => Number(gap.after)), left.map((gap) => Number(gap.before))]
      await change('plan_customers_leaving', PLAN_LEFT, ...ends)
    }
    const afterTags = gaps.map(({ after }) => after.tag ?? '')
    const beforeTags = gaps.map(({ before }) => before.tag ?? '')
    const found = await run('find_changed_tags', FIND_CHANGED, ...listEnds(gaps), afterTags, beforeTags)
    const gates = new Set(found.flatMap(({ one, other }) => [Number(one), Number(other)]))
    const changed = [...gates].filter((gate) => wanted.has(gate))
    if (changed.length === 0) return
    const tags = changed.map((gate) => wanted.get(gate) ?? null)
    await change('plan_customers_changed', PLAN_CHANGED, changed, tags)
  }

type Gap = Record<'after' | 'before', { gate: number; tag: string | null }>

/** What is before, between and after the wanted pairs. */
function listGaps(wanted: WantedTags): Gap[] {
  const pairs = [...wanted].map(([gate, tag]) => ({ gate, tag })).sort((a, b) => a.gate - b.gate)
  const ends = [{ gate: 0, tag: null }, ...pairs, { gate: END, tag: null }]
  return ends.slice(1).map((before, i) => ({ after: ends[i] ?? before, before }))
}

function listEnds(gaps: readonly Gap[]): [number[], number[]] {
  return [gaps.map(({ after }) => after.gate), gaps.map(({ before }) => before.gate)]
}
