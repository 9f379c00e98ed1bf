import type { ShopId } from '../../core/gate/types.ts'
import type { OrderShare } from '../../core/numbers/types.ts'
import type { Prisma } from '../generated/client.ts'

// The counters are locked in the order of their keys, as those of unlocks are.
const WRITE = `WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($3::jsonb) AS one(gate bigint, day_on text, revenue bigint, discount bigint)
  ), before AS MATERIALIZED (
    SELECT gate, day_on, revenue, discount FROM order_gate WHERE shop_id = $1::bigint AND order_id = $2::bigint
  ), dropped AS (
    DELETE FROM order_gate WHERE shop_id = $1::bigint AND order_id = $2::bigint AND gate NOT IN (SELECT gate FROM given)
  ), stored AS (
    INSERT INTO order_gate (shop_id, order_id, gate, day_on, revenue, discount)
    SELECT $1::bigint, $2::bigint, gate, day_on, revenue, discount FROM given ORDER BY gate
    ON CONFLICT (shop_id, order_id, gate) DO UPDATE
      SET day_on = EXCLUDED.day_on, revenue = EXCLUDED.revenue, discount = EXCLUDED.discount
  ), change AS (
    SELECT gate, day_on, 1 AS sign, revenue, discount FROM given
    UNION ALL SELECT gate, day_on, -1, -revenue, -discount FROM before
  ), changed AS (
    SELECT gate, day_on, 'order' AS kind, sum(sign) AS count, sum(revenue) AS amount FROM change GROUP BY 1, 2
    UNION ALL SELECT gate, day_on, 'discount', sum(sign), sum(discount) FROM change WHERE discount <> 0 GROUP BY 1, 2
  ), counted AS (
    INSERT INTO gate_day (shop_id, gate, day_on, kind, count, amount)
    SELECT $1::bigint, gate, day_on, kind, count, amount FROM changed WHERE count <> 0 OR amount <> 0
    ORDER BY gate, day_on, kind
    ON CONFLICT (shop_id, gate, day_on, kind) DO UPDATE
      SET count = gate_day.count + EXCLUDED.count, amount = gate_day.amount + EXCLUDED.amount
  )
  SELECT gate, given.gate IS NOT NULL AS is_used FROM given FULL JOIN before USING (gate)
  WHERE gate <> 0 AND (given.gate IS NULL OR before.gate IS NULL) ORDER BY gate`

/** A gate that an order began to use, or uses no longer. */
export type UseOfOrder = { readonly gate: number; readonly isUsed: boolean }

/**
 * Replace what an order adds to the numbers, and change the counters by the difference. The order's settlement must be
 * locked in the same transaction. Returns the gates that the order began to use, or uses no longer.
 */
export async function writeShares({
  tx,
  shopId,
  orderId,
  shares,
}: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  orderId: number
  shares: readonly OrderShare[]
}): Promise<UseOfOrder[]> {
  const rows = shares.map(({ gate, dayOn, revenue, discount }) => ({
    ...{ gate, day_on: dayOn },
    ...{ revenue: String(revenue), discount: String(discount) },
  }))
  const changed = await tx.$queryRawUnsafe<{ gate: bigint; is_used: boolean }[]>(
    ...[WRITE, shopId, BigInt(orderId), JSON.stringify(rows)],
  )
  return changed.map(({ gate, is_used: isUsed }) => ({ gate: Number(gate), isUsed }))
}
