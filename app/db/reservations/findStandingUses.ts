import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database } from '../database.ts'

/*
 * $1 shop, $2 visit, $3 unix seconds, $4 and $5 the refused wants, $6 to $9 their wallets and tokens.
 *
 * If a limit was lowered, more uses exist than it allows, and all surplus uses must end first. A reservation that has
 * ended but is not released yet blocks nothing. For a total only the next end is read, through the index of ends,
 * because its orders belong to other shoppers.
 */
const SQL = `WITH spent AS MATERIALIZED (
    SELECT named.gate, max(settlement.ordered_at) AS used_at,
      (array_agg(reservation.ends_at ORDER BY reservation.ends_at)
        FILTER (WHERE reservation.state = 'open' AND reservation.ends_at > $3::bigint)
      )[count(*)::int - named.most + 1] AS held_until
    FROM unnest($6::bigint[], $7::text[], $8::text[], $9::int[]) AS named(gate, kind, key, most)
    JOIN redemption ON redemption.shop_id = $1::bigint AND redemption.gate = named.gate
      AND redemption.kind = named.kind AND redemption.key = named.key
    JOIN reservation ON reservation.id = redemption.reservation_id
    LEFT JOIN settlement ON settlement.shop_id = $1::bigint AND settlement.order_id = reservation.order_id
    GROUP BY named.gate, named.key, named.most
    HAVING count(*) >= named.most AND NOT bool_or(reservation.state = 'open' AND reservation.visit_id = $2::text)
  )
  SELECT refused.gate, told.used_at, CASE refused.kind
      WHEN 'token' THEN told.first_until
      WHEN 'wallet' THEN told.last_until
      ELSE (
        SELECT ends_at FROM reservation
        WHERE state = 'open' AND ends_at > $3::bigint AND shop_id = $1::bigint AND gate = refused.gate
          AND EXISTS (SELECT 1 FROM total_slot WHERE total_slot.shop_id = $1::bigint
            AND total_slot.gate = refused.gate AND total_slot.reservation_id = reservation.id)
        ORDER BY ends_at LIMIT 1
        OFFSET (SELECT count(*) FROM total_slot WHERE shop_id = $1::bigint AND gate = refused.gate AND slot < 1)
      ) END AS held_until
  FROM unnest($4::bigint[], $5::text[]) AS refused(gate, kind)
  CROSS JOIN LATERAL (
    SELECT max(used_at) AS used_at, min(held_until) AS first_until,
      CASE WHEN count(*) = count(held_until) THEN max(held_until) END AS last_until
    FROM spent WHERE spent.gate = refused.gate
  ) AS told`

/** Find uses. @see ReservationsPort.findStandingUses */
export const findStandingUses =
  (db: Database): ReservationsPort['findStandingUses'] =>
  async ({ shopId, visitId, refused, at }) => {
    if (refused.length === 0) return []
    const named = refused.flatMap(({ want, limit }) => {
      const { gate, limits, wallets, tokens } = want
      if (limit === 'total') return []
      const [keys, most] = limit === 'wallet' ? [wallets, limits.perWallet] : [tokens, limits.perToken]
      return [...new Set(keys)].map((key) => ({ gate, limit, key, most }))
    })
    const rows = await db.hot.query('find_standing_uses', SQL, [
      shopId,
      visitId,
      at,
      refused.map(({ want }) => want.gate),
      refused.map(({ limit }) => limit),
      named.map(({ gate }) => gate),
      named.map(({ limit }) => limit),
      named.map(({ key }) => key),
      named.map(({ most }) => most),
    ])
    const found = new Map(rows.map((row) => [Number(row.gate), row]))
    const toInstant = (value: unknown) => (value === null || value === undefined ? null : Number(value))
    return refused.map(({ want: { gate } }) => {
      const row = found.get(gate)
      return { gate, usedAt: toInstant(row?.used_at), heldUntil: toInstant(row?.held_until) }
    })
  }
