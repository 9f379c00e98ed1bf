import type { ShopId } from '../../core/gate/types.ts'
import type { Settlement, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import { loadSettlement } from './loadSettlement.ts'
import type { SettlementJson } from './parseSettlementRow.ts'

export type SaveSettlementParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly orderId: number
  readonly name: string
  readonly orderedAt: number
  /** Null: as it stands. */
  readonly cartToken: string | null
  /** Null where Shopify tells it, or nobody did. */
  readonly customerId: number | null
  /** Whether a webhook of it came. */
  readonly isTold: boolean
  readonly settlement: Settlement
  readonly waitsUntil: number | null
  readonly action: SettlementAction
  /** The action that this one was decided from; null where the order was not kept yet. */
  readonly expected: SettlementAction | null
  /** When Shopify had changed the order last, as it was read. Unix seconds. */
  readonly seenAt: number
  /** Unix seconds. */
  readonly at: number
}

const INSERT = `INSERT INTO settlement
    (shop_id, order_id, name, ordered_at, cart_token, outcome, detail, waits_until, action, settled_at, updated_at)
  VALUES ($1::bigint, $2::bigint, $3::text, $4::bigint, $5::text, $6::text, $7::jsonb, $8::bigint, $9::jsonb, $10::bigint,
    $10::bigint)
  ON CONFLICT (shop_id, order_id) DO NOTHING RETURNING order_id`
const UPDATE = `UPDATE settlement SET name = $3::text, ordered_at = $4::bigint, cart_token = COALESCE($5::text, cart_token),
    outcome = $6::text, detail = $7::jsonb, waits_until = $8::bigint, action = $9::jsonb, updated_at = $10::bigint
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND action = $11::jsonb AND detail->'isRedacted' IS NULL
  RETURNING order_id`

/**
 * Keep what became of an order. Null, and nothing kept, where its action is not the expected one any more, for a hold may
 * have been put meanwhile, or its customer was forgotten.
 */
export async function saveSettlement(parameters: SaveSettlementParameters): Promise<SettlementRow | null> {
  const { db, shopId, orderId, settlement, seenAt, customerId, isTold, expected } = parameters
  const detail: SettlementJson = {
    ...settlement,
    seenAt,
    ...(customerId === null ? {} : { customerId }),
    ...(isTold ? { isTold } : {}),
  }
  const values = [
    shopId,
    orderId,
    parameters.name,
    parameters.orderedAt,
    parameters.cartToken,
    settlement.outcome,
    JSON.stringify(detail),
    parameters.waitsUntil,
    JSON.stringify(parameters.action),
    parameters.at,
  ]
  const rows =
    expected === null
      ? await db.hot.query('insert_settlement', INSERT, values)
      : await db.hot.query('update_settlement', UPDATE, [...values, JSON.stringify(expected)])
  return rows.length > 0 ? loadSettlement({ db, shopId, orderId }) : null
}
