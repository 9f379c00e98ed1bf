import type { GateNumber } from '../core/gate/types.ts'
import type { ReservationsPort } from '../ports/reservations.ts'
import type { Database } from './database.ts'
import { findStandingUses } from './reservations/findStandingUses.ts'
import { formatOpenKey } from './reservations/formatOpenKey.ts'
import { parseReservationRow } from './reservations/parseReservationRow.ts'
import { releaseEnded } from './reservations/releaseEnded.ts'
import { releaseReservation } from './reservations/releaseReservation.ts'
import { reserveUnits } from './reservations/reserveUnits.ts'
import { updateRedemption } from './reservations/updateRedemption.ts'

const RENEW = `WITH held AS MATERIALIZED (
    SELECT id FROM reservation WHERE open_key = ANY($2::text[]) AND shop_id = $1::bigint ORDER BY gate FOR UPDATE
  )
  UPDATE reservation SET ends_at = GREATEST(ends_at, $3::bigint), updated_at = $4::bigint
  WHERE id IN (SELECT id FROM held) RETURNING gate`

const COUNTS = `SELECT asked.gate, used.reserved, used.committed, places.count AS places
  FROM unnest($2::bigint[]) AS asked(gate)
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'open') AS reserved, count(*) FILTER (WHERE state = 'committed') AS committed
    FROM reservation WHERE shop_id = $1::bigint AND gate = asked.gate
  ) AS used
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE slot > 0) - count(*) FILTER (WHERE slot < 1) AS count
    FROM total_slot WHERE shop_id = $1::bigint AND gate = asked.gate
  ) AS places`

/**
 * Store reservations in the table `reservation`, their uses in `redemption`, the slots of total limits in `total_slot`,
 * and the holders of open slots in `open_place`.
 */
export function createReservationsPort({ db }: { db: Database }): ReservationsPort {
  return {
    reserve: reserveUnits(db),
    findStandingUses: findStandingUses(db),
    renew: async ({ shopId, visitId, gates, endsAt, at }) => {
      if (gates.length === 0) return []
      const keys = gates.map((gate) => formatOpenKey({ shopId, visitId, gate }))
      const rows = await db.hot.query('renew_reservations', RENEW, [shopId, keys, endsAt, at])
      return rows.map(({ gate }) => Number(gate)).sort((a, b) => a - b)
    },
    sweep: releaseEnded(db),
    list: async ({ shopId, gate, state, before, limit }) => {
      const rows = await db.prisma.reservation.findMany({
        where: {
          shopId,
          ...(gate === undefined ? {} : { gate: BigInt(gate) }),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { id: { lt: before } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
      })
      return rows.map(parseReservationRow)
    },
    counts: async ({ shopId, gates }) => {
      if (gates.length === 0) return []
      const rows = await db.hot.query('count_reservations', COUNTS, [shopId, [...new Set(gates)]])
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
    },
    release: releaseReservation(db),
    update: updateRedemption(db),
  }
}
