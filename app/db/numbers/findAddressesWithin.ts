import { ANSWER_OUTCOMES } from '../../core/numbers/types.ts'
import type { NumbersPort } from '../../ports/numbers.ts'
import type { Database } from '../database.ts'

/**
 * No index finds the middle of an address, so only the wallets of the newest events are looked at. `OFFSET 0` keeps the
 * planner from reading the wallets of all events instead.
 */
const FIND = `WITH newest AS (
    SELECT one.id FROM unnest($2::text[]) AS wanted(outcome) CROSS JOIN LATERAL (
      SELECT id, at FROM unlock_event
      WHERE shop_id = $1::bigint AND outcome = wanted.outcome AND at >= $3::bigint AND at < $4::bigint
      ORDER BY at DESC, id DESC LIMIT $5::int
    ) AS one ORDER BY one.at DESC, one.id DESC LIMIT $5::int
  )
  SELECT DISTINCT convert_from(link.address, 'UTF8') AS value FROM newest
  CROSS JOIN LATERAL (SELECT address FROM unlock_wallet WHERE event_id = newest.id OFFSET 0) AS link
  WHERE EXISTS (SELECT 1 FROM unnest($6::text[]) AS asked(part)
    WHERE position(convert_to(asked.part, 'UTF8') IN link.address) > 0)
  ORDER BY value LIMIT $7::int`

/** Find wallets by characters from anywhere in their address. @see NumbersPort.findAddressesWithin */
export const findAddressesWithin =
  (db: Database): NumbersPort['findAddressesWithin'] =>
  async ({ shopId, parts, from, until, newest, limit }) => {
    const params = [shopId, ANSWER_OUTCOMES, from, until, newest, parts, limit]
    const rows = await db.hot.query('find_addresses_within', FIND, params)
    return rows.map(({ value }) => String(value))
  }
