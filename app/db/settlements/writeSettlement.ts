import { formatAction } from '../../core/settlement/actionJson.ts'
import { formatSettlementDetail } from '../../core/settlement/settlementJson.ts'
import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'
import { isActionSql } from './isActionSql.ts'

const INSERT = `INSERT INTO settlement
    (shop_id, order_id, name, ordered_at, cart_token, outcome, detail, waits_until, action, settled_at, updated_at)
  VALUES ($1::bigint, $2::bigint, $3::text, $4::bigint, $5::text, $6::text, $7::jsonb, $8::bigint, $9::jsonb, $10::bigint,
    $10::bigint)
  ON CONFLICT (shop_id, order_id) DO NOTHING RETURNING order_id`
const UPDATE = `UPDATE settlement SET name = $3::text, ordered_at = $4::bigint, cart_token = COALESCE($5::text, cart_token),
    outcome = $6::text, detail = $7::jsonb, waits_until = $8::bigint, action = $9::jsonb, updated_at = $10::bigint
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND ${isActionSql('$11')} AND detail->'isRedacted' IS NULL
  RETURNING order_id`

/** Save a settlement. @see SettlementsPort.save */
export const writeSettlement =
  ({ db, load }: { db: Database; load: SettlementsPort['load'] }): SettlementsPort['save'] =>
  async (parameters) => {
    const { shopId, orderId, settlement, seenAt, customerId, isTold, expected } = parameters
    const detail = formatSettlementDetail({ settlement, seenAt, customerId: customerId ?? undefined, isTold })
    const values = [
      shopId,
      orderId,
      parameters.name,
      parameters.orderedAt,
      parameters.cartToken,
      settlement.outcome,
      JSON.stringify(detail),
      parameters.waitsUntil,
      JSON.stringify(formatAction(parameters.action)),
      parameters.at,
    ]
    const rows =
      expected === null
        ? await db.hot.query('insert_settlement', INSERT, values)
        : await db.hot.query('update_settlement', UPDATE, [...values, JSON.stringify(formatAction(expected))])
    return rows.length > 0 ? load({ shopId, orderId }) : null
  }
