import type { CustomersPort } from '../../ports/customers.ts'
import type { Database, HotValue } from '../database.ts'

// From gate to gate along an index: the rows of gates that go on are not read.
const FIND_LEFT = `WITH RECURSIVE held(gate) AS (
    (SELECT gate FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving ORDER BY gate LIMIT 1)
    UNION ALL SELECT next.gate FROM held CROSS JOIN LATERAL (
      SELECT gate FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving AND gate > held.gate
      ORDER BY gate LIMIT 1) AS next
  )
  SELECT gate FROM held WHERE NOT gate = ANY($2::bigint[])`
const PLAN_LEAVING = `UPDATE customer_gate SET is_leaving = true, needs_write = true, version = version + 1
  WHERE shop_id = $1::bigint AND NOT is_leaving AND gate = ANY($2::bigint[])`

/** A different tag is before or after the wanted one, so that an index finds it. */
const DIFFERENT = [
  'asked_tag < wanted.tag',
  'asked_tag > wanted.tag',
  'asked_tag IS NULL AND wanted.tag IS NOT NULL',
  'asked_tag IS NOT NULL AND wanted.tag IS NULL',
].map(
  (
    condition,
  ) => `(SELECT 1 FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving AND gate = wanted.gate
    AND NOT needs_write AND ${condition} LIMIT 1)`,
)
const FIND_CHANGED = `SELECT wanted.gate FROM unnest($2::bigint[], $3::text[]) AS wanted(gate, tag)
  CROSS JOIN LATERAL (${DIFFERENT.join(' UNION ALL ')} LIMIT 1) AS one`
const PLAN_CHANGED = `UPDATE customer_gate AS row SET needs_write = true, version = row.version + 1
  FROM unnest($2::bigint[], $3::text[]) AS wanted(gate, tag)
  WHERE row.shop_id = $1::bigint AND row.gate = wanted.gate AND NOT row.is_leaving AND NOT row.needs_write
    AND row.asked_tag IS DISTINCT FROM wanted.tag`

/** Mark what differs from the wanted tags. @see CustomersPort.plan */
export const planTags =
  (db: Database): CustomersPort['plan'] =>
  async ({ shopId, wanted }) => {
    const gates = [...wanted.keys()]
    const find = async (name: string, sql: string, ...values: HotValue[]) =>
      (await db.hot.query(name, sql, [shopId, gates, ...values])).map((row) => Number(row.gate))
    // Each is looked for apart from its change: of that, the planner expects every row.
    const left = await find('find_left_gates', FIND_LEFT)
    if (left.length > 0) await db.hot.query('plan_customers_leaving', PLAN_LEAVING, [shopId, left])
    const changed = await find('find_changed_tags', FIND_CHANGED, [...wanted.values()])
    if (changed.length === 0) return
    const tags = changed.map((gate) => wanted.get(gate) ?? null)
    await db.hot.query('plan_customers_changed', PLAN_CHANGED, [shopId, changed, tags])
  }
