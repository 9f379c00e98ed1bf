import { MOST_COUNTED } from '../../core/customer/types.ts'
import type { CustomersPort } from '../../ports/customers.ts'
import type { Database } from '../database.ts'
import { parseCountRow } from './parseCustomerRow.ts'

const COLUMNS = 'asked_tag, refusal, unread, checked_at'
/** Customers of a gate in the order of an index, in which a fault comes before none. */
const composePart = (kind: string, condition: string) => `(SELECT '${kind}' AS kind, ${COLUMNS}
    FROM customer_gate WHERE shop_id = $1::bigint AND gate = asked.gate AND ${condition}
    ORDER BY needs_write, ${COLUMNS} LIMIT ${MOST_COUNTED})`

// Of each kind as many are read as are counted: a gate may have a million customers.
const COUNT = `SELECT asked.gate, counted.* FROM (
    SELECT asked.gate FROM unnest($2::bigint[]) AS asked(gate) CROSS JOIN LATERAL (
      SELECT 1 FROM customer_gate WHERE shop_id = $1::bigint AND gate = asked.gate AND is_leaving IN (true, false) LIMIT 1
    ) AS any_customer LIMIT $3::int
  ) AS asked CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE kind = 'written' AND asked_tag IS NOT NULL AND refusal IS NULL) AS tagged,
      count(*) FILTER (WHERE kind = 'written') = ${MOST_COUNTED} AS is_more,
      count(*) FILTER (WHERE kind = 'waiting') AS waiting,
      count(*) FILTER (WHERE kind = 'leaving') AS leaving,
      count(*) FILTER (WHERE kind <> 'leaving' AND unread IS NOT NULL) AS unread,
      array_agg(DISTINCT unread) FILTER (WHERE kind <> 'leaving' AND unread IS NOT NULL) AS chains,
      count(*) FILTER (WHERE kind = 'written' AND refusal IS NOT NULL) AS refused,
      max(checked_at) AS checked_at
    FROM (
      ${composePart('written', 'NOT is_leaving AND NOT needs_write')}
      UNION ALL ${composePart('waiting', 'NOT is_leaving AND needs_write')}
      UNION ALL ${composePart('leaving', 'is_leaving')}
    ) AS found
  ) AS counted ORDER BY asked.gate`

const COUNT_LEAVING = `SELECT count(*) AS count FROM (
  SELECT 1 FROM customer_gate WHERE shop_id = $1::bigint AND is_leaving LIMIT ${MOST_COUNTED}) AS found`

/** Count the customers of gates. @see CustomersPort.countGates */
export const countGates =
  (db: Database): CustomersPort['countGates'] =>
  async ({ shopId, gates, limit }) =>
    (await db.hot.query('count_customers', COUNT, [shopId, [...gates], limit])).map(parseCountRow)

/** Count the customers who lose a tag. @see CustomersPort.countLeaving */
export const countLeaving =
  (db: Database): CustomersPort['countLeaving'] =>
  async ({ shopId }) => {
    const [row] = await db.hot.query('count_leaving_customers', COUNT_LEAVING, [shopId])
    return Number(row?.count ?? 0)
  }
