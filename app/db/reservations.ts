import type { GateNumber } from '../core/gate/types.ts'
import type { ReservationState } from '../core/redemption/types.ts'
import type { ReservationsPort } from '../ports/reservations.ts'
import type { Database } from './database.ts'
import type { Reservation } from './generated/client.ts'
import { checkUses } from './reservations/checkUses.ts'
import { countTokenUses } from './reservations/countTokenUses.ts'
import { findSpent } from './reservations/findSpent.ts'
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

// Open reservations are few: a sweep releases those that have ended. Those of the past are counted as they are made.
// A gate with a total has as many places, whatever is owed. Only without one are places looked for.
const COUNTS = `SELECT asked.gate, open.count AS reserved, COALESCE(used.committed, 0) AS committed,
    COALESCE((gate.limits->>'total')::bigint, (
      SELECT count(*) FILTER (WHERE slot > 0) - count(*) FILTER (WHERE slot < 1)
      FROM total_slot WHERE shop_id = $1::bigint AND gate = asked.gate)) AS places
  FROM unnest($2::bigint[]) AS asked(gate)
  CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM reservation WHERE shop_id = $1::bigint AND gate = asked.gate AND state = 'open'
  ) AS open
  LEFT JOIN gate_use AS used ON used.shop_id = $1::bigint AND used.gate = asked.gate
  LEFT JOIN gate ON gate.shop_id = $1::bigint AND gate.number = asked.gate`

const STATES: readonly ReservationState[] = ['open', 'committed', 'released', 'lapsed']
// Merges the newest of each state, of which an index has each in this order. The states are in the text: the planner then
// knows of which there are few, and does not look for those among all others.
const composeList = (states: readonly ReservationState[], of: string): string => {
  const parts = states.map(
    (state) => `(SELECT id, gate, revision, visit_id AS "visitId", state, units, ends_at AS "endsAt",
      order_id AS "orderId", created_at AS "createdAt", updated_at AS "updatedAt"
    FROM reservation WHERE ${of} AND state = '${state}' AND id < COALESCE($2::bigint, 9223372036854775807)
    ORDER BY id DESC LIMIT $3::int)`,
  )
  return `SELECT found.* FROM (${parts.join(' UNION ALL ')}) AS found ORDER BY id DESC LIMIT $3::int`
}

type Listed = Omit<Reservation, 'shopId' | 'openKey'>

/**
 * Store reservations in the table `reservation`, their uses in `redemption`, the slots of total limits in `total_slot`,
 * and the holders of open slots in `open_place`.
 */
export function createReservationsPort({ db }: { db: Database }): ReservationsPort {
  return {
    reserve: reserveUnits(db),
    findSpent: findSpent(db),
    findStandingUses: findStandingUses(db),
    countTokenUses: countTokenUses(db),
    renew: async ({ shopId, visitId, gates, endsAt, at }) => {
      if (gates.length === 0) return []
      const keys = gates.map((gate) => formatOpenKey({ shopId, visitId, gate }))
      const rows = await db.hot.query('renew_reservations', RENEW, [shopId, keys, endsAt, at])
      return rows.map(({ gate }) => Number(gate)).sort((a, b) => a - b)
    },
    sweep: releaseEnded(db),
    list: async ({ shopId, gate, state, before, limit }) => {
      const states = STATES.filter((one) => state === undefined || one === state)
      const values = [shopId, before ?? null, limit, ...(gate === undefined ? [] : [BigInt(gate)])]
      const of = `shop_id = $1::bigint${gate === undefined ? '' : ' AND gate = $4::bigint'}`
      const rows = await db.prisma.$queryRawUnsafe<Listed[]>(composeList(states, of), ...values)
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
    checkUses: checkUses(db),
    release: releaseReservation(db),
    update: updateRedemption(db),
  }
}
