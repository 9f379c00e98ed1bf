import { formatAction } from '../../core/settlement/actionJson.ts'
import { formatSettlementDetail } from '../../core/settlement/settlementJson.ts'
import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'
import { addOrderNews } from '../messages/addOrderNews.ts'
import { writeShares } from '../numbers/writeShares.ts'
import { runUncontended } from '../reservations/runUncontended.ts'
import { isActionSql } from './isActionSql.ts'
import { listWords } from './words.ts'

const composeSave = (save: string) => `WITH saved AS (
    ${save}
  ), said AS (
    INSERT INTO order_word (shop_id, word, ordered_at, order_id)
    SELECT $1::bigint, convert_to(word, 'UTF8'), $4::bigint, order_id FROM saved CROSS JOIN unnest($11::text[]) AS word
    ON CONFLICT DO NOTHING
  )
  SELECT order_id FROM saved`
const INSERT = composeSave(
  `INSERT INTO settlement
    (shop_id, order_id, name, ordered_at, cart_token, outcome, detail, waits_until, action, action_state, settled_at,
      updated_at)
  VALUES ($1::bigint, $2::bigint, $3::text, $4::bigint, $5::text, $6::text, $7::jsonb, $8::bigint, $9::jsonb,
    COALESCE($9::jsonb->>'state', 'none'), $10::bigint, $10::bigint)
  ON CONFLICT (shop_id, order_id) DO NOTHING RETURNING order_id`,
)
const UPDATE = composeSave(
  `UPDATE settlement SET name = $3::text, ordered_at = $4::bigint, cart_token = COALESCE($5::text, cart_token),
    outcome = $6::text, detail = $7::jsonb, waits_until = $8::bigint, action = $9::jsonb,
    action_state = COALESCE($9::jsonb->>'state', 'none'), updated_at = $10::bigint
  WHERE shop_id = $1::bigint AND order_id = $2::bigint AND ${isActionSql('$12')} AND detail->'isRedacted' IS NULL
  RETURNING order_id`,
)

/** Save a settlement, and what its order adds to the numbers, in one transaction. @see SettlementsPort.save */
export const writeSettlement =
  ({ db, load }: { db: Database; load: SettlementsPort['load'] }): SettlementsPort['save'] =>
  async (parameters) => {
    const { shopId, orderId, settlement, seenAt, customerId, isTold, expected, waitsUntil } = parameters
    const detail = formatSettlementDetail({ settlement, seenAt, customerId: customerId ?? undefined, isTold })
    const values = [
      shopId,
      BigInt(orderId),
      parameters.name,
      BigInt(parameters.orderedAt),
      parameters.cartToken,
      settlement.outcome,
      JSON.stringify(detail),
      waitsUntil === null ? null : BigInt(waitsUntil),
      JSON.stringify(formatAction(parameters.action)),
      BigInt(parameters.at),
      listWords(parameters),
    ]
    const isSaved = await runUncontended({
      db,
      run: async (tx) => {
        const rows = await (expected === null
          ? tx.$queryRawUnsafe<unknown[]>(INSERT, ...values)
          : tx.$queryRawUnsafe<unknown[]>(UPDATE, ...values, JSON.stringify(formatAction(expected))))
        // The settlement's row is locked now, so no other settles the same order meanwhile.
        if (rows.length > 0) {
          const uses = await writeShares({ tx, ...parameters })
          await addOrderNews({ tx, ...parameters, uses })
        }
        return rows.length > 0
      },
    })
    return isSaved ? load({ shopId, orderId }) : null
  }
