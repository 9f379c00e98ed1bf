import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { GateCounts } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'

export type CountReservationsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly gates: readonly number[]
}

const SQL = `SELECT asked.gate, used.reserved, used.committed, places.count AS places
  FROM unnest($2::bigint[]) AS asked(gate)
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'open') AS reserved, count(*) FILTER (WHERE state = 'committed') AS committed
    FROM reservation WHERE shop_id = $1::bigint AND gate = asked.gate
  ) AS used
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE slot > 0) - count(*) FILTER (WHERE slot < 1) AS count
    FROM total_slot WHERE shop_id = $1::bigint AND gate = asked.gate
  ) AS places`

/** Count how much of each gate is used, in the order asked. */
export async function countReservations(parameters: CountReservationsParameters): Promise<GateCounts[]> {
  const { db, shopId, gates } = parameters
  if (gates.length === 0) return []
  const rows = await db.hot.query('count_reservations', SQL, [shopId, [...new Set(gates)]])
  const counts = new Map(rows.map((row) => [Number(row.gate), row]))
  return gates.map((gate) => {
    const row = counts.get(gate)
    return {
      gate: gate as GateNumber,
      reserved: Number(row?.reserved ?? 0),
      committed: Number(row?.committed ?? 0),
      total: Number(row?.places ?? 0) || null,
    }
  })
}
