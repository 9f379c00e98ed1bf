import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database } from '../database.ts'

const COUNT = `SELECT redemption.key, count(*) FILTER (WHERE reservation.state = 'open') AS reserved,
    count(*) FILTER (WHERE reservation.state <> 'open') AS used
  FROM redemption JOIN reservation ON reservation.id = redemption.reservation_id
  WHERE redemption.shop_id = $1::bigint AND redemption.gate = $2::bigint AND redemption.kind = 'token'
    AND redemption.key = ANY($3::text[])
  GROUP BY redemption.key`

/** Count the uses of tokens. @see ReservationsPort.countTokenUses */
export const countTokenUses =
  (db: Database): ReservationsPort['countTokenUses'] =>
  async ({ shopId, gate, keys }) => {
    if (keys.length === 0) return new Map()
    const rows = await db.hot.query('count_token_uses', COUNT, [shopId, gate, [...keys]])
    return new Map(
      rows.map(({ key, used, reserved }) => [
        String(key),
        { used: Number(used), reserved: Number(reserved) },
      ]),
    )
  }
