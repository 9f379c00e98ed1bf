import type { CustomersPort } from '../../ports/customers.ts'
import type { Database } from '../database.ts'

// From gate to gate along an index: the rows of gates that go on are not read.
const PLAN_LEAVING = `WITH RECURSIVE held(gate) AS (
    (SELECT gate FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving ORDER BY gate LIMIT 1)
    UNION ALL SELECT next.gate FROM held CROSS JOIN LATERAL (
      SELECT gate FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving AND gate > held.gate
      ORDER BY gate LIMIT 1) AS next
  )
  UPDATE customer_gate SET is_leaving = true, needs_write = true, version = version + 1
  WHERE shop_id = $1::bigint AND NOT is_leaving
    AND gate = ANY(ARRAY(SELECT gate FROM held WHERE NOT gate = ANY($2::bigint[])))`

/** A different tag is before or after the wanted one, so that an index finds it. */
const DIFFERENT = [
  'asked_tag < wanted.tag',
  'asked_tag > wanted.tag',
  'asked_tag IS NULL AND wanted.tag IS NOT NULL',
  'asked_tag IS NOT NULL AND wanted.tag IS NULL',
].map(
  (condition) => `SELECT customer_id FROM customer_gate
    WHERE shop_id = $1::bigint AND NOT is_leaving AND gate = wanted.gate AND NOT needs_write AND ${condition}`,
)
const PLAN_CHANGED = `WITH changed AS MATERIALIZED (
    SELECT one.customer_id, wanted.gate, wanted.tag FROM unnest($2::bigint[], $3::text[]) AS wanted(gate, tag)
    CROSS JOIN LATERAL (${DIFFERENT.join(' UNION ALL ')}) AS one
  )
  UPDATE customer_gate AS row SET needs_write = true, version = row.version + 1 FROM changed
  WHERE row.shop_id = $1::bigint AND row.customer_id = changed.customer_id AND row.gate = changed.gate
    AND NOT row.needs_write AND row.asked_tag IS DISTINCT FROM changed.tag`

/** Mark what differs from the wanted tags. @see CustomersPort.plan */
export const planTags =
  (db: Database): CustomersPort['plan'] =>
  async ({ shopId, wanted }) => {
    const gates = [...wanted.keys()]
    await db.hot.query('plan_customers_leaving', PLAN_LEAVING, [shopId, gates])
    await db.hot.query('plan_customers_changed', PLAN_CHANGED, [shopId, gates, [...wanted.values()]])
  }
