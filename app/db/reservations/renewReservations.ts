import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { formatOpenKey } from './formatOpenKey.ts'

export type RenewReservationsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly visitId: string
  readonly gates: readonly number[]
  /** Unix seconds. */
  readonly endsAt: number
  readonly at: number
}

const SQL = `WITH held AS MATERIALIZED (
    SELECT id FROM reservation WHERE open_key = ANY($2::text[]) AND shop_id = $1::bigint ORDER BY gate FOR UPDATE
  )
  UPDATE reservation SET ends_at = GREATEST(ends_at, $3::bigint), updated_at = $4::bigint
  WHERE id IN (SELECT id FROM held) RETURNING gate`

/** Move a visit's open reservations forward, in one statement; answers the gates that had one, ascending. */
export async function renewReservations(parameters: RenewReservationsParameters): Promise<number[]> {
  const { db, shopId, visitId, gates, endsAt, at } = parameters
  if (gates.length === 0) return []
  const keys = gates.map((gate) => formatOpenKey({ shopId, visitId, gate }))
  const rows = await db.hot.query('renew_reservations', SQL, [shopId, keys, endsAt, at])
  return rows.map(({ gate }) => Number(gate)).sort((a, b) => a - b)
}
