import type { GateNumber } from '../../core/gate/types.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'
import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database } from '../database.ts'
import { formatOpenKey } from './formatOpenKey.ts'

/*
 * $1 shop, $2 gates, $3 their open keys, $4 1 if all tokens are known, $5 their totals, $6 to $9 wallets and tokens with
 * their gate and limit. Who has an open reservation has a use.
 */
const SQL = `WITH named AS MATERIALIZED (
    SELECT named.gate, named.kind, (SELECT count(*) FROM redemption WHERE redemption.shop_id = $1::bigint
      AND redemption.gate = named.gate AND redemption.kind = named.kind AND redemption.key = named.key) >= named.most AS is_spent
    FROM unnest($6::bigint[], $7::text[], $8::text[], $9::int[]) AS named(gate, kind, key, most)
  )
  SELECT asked.gate, CASE
      WHEN EXISTS (SELECT 1 FROM reservation WHERE open_key = asked.open_key) THEN NULL
      WHEN EXISTS (SELECT 1 FROM named WHERE named.gate = asked.gate AND kind = 'wallet' AND is_spent) THEN 'wallet'
      WHEN asked.is_whole = 1
        AND (SELECT bool_and(is_spent) FROM named WHERE named.gate = asked.gate AND kind = 'token') THEN 'token'
      WHEN asked.total IS NOT NULL AND NOT EXISTS (SELECT 1 FROM total_slot WHERE total_slot.shop_id = $1::bigint
        AND total_slot.gate = asked.gate AND reservation_id IS NULL AND slot BETWEEN 1 AND asked.total) THEN 'total'
    END AS spent
  FROM unnest($2::bigint[], $3::text[], $4::int[], $5::int[]) AS asked(gate, open_key, is_whole, total)`

/** Find what is used up. @see ReservationsPort.findSpent */
export const findSpent =
  (db: Database): ReservationsPort['findSpent'] =>
  async ({ shopId, visitId, wants }) => {
    if (wants.length === 0) return []
    const named = wants.flatMap(({ gate, limits: { perWallet, perToken }, wallets, tokens }) => [
      ...(perWallet === null
        ? []
        : [...new Set(wallets)].map((key) => ({ gate, kind: 'wallet', key, most: perWallet }))),
      ...(perToken === null
        ? []
        : [...new Set(tokens)].map((key) => ({ gate, kind: 'token', key, most: perToken }))),
    ])
    const rows = await db.hot.query('find_spent', SQL, [
      shopId,
      wants.map(({ gate }) => gate),
      wants.map(({ gate }) => formatOpenKey({ shopId, visitId, gate })),
      wants.map(({ isWhole }) => Number(isWhole)),
      wants.map(({ limits }) => limits.total),
      named.map(({ gate }) => gate),
      named.map(({ kind }) => kind),
      named.map(({ key }) => key),
      named.map(({ most }) => most),
    ])
    return rows.flatMap(({ gate, spent }) =>
      spent === null ? [] : [{ gate: Number(gate) as GateNumber, limit: spent as ReservationUnit['kind'] }],
    )
  }
