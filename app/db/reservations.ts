import type { GateNumber } from '../core/gate/types.ts'
import type { ReservationState } from '../core/redemption/types.ts'
import type { ReservationsPort } from '../ports/reservations.ts'
import type { Database } from './database.ts'
import type { Reservation } from './generated/client.ts'
import { checkUses } from './reservations/checkUses.ts'
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
// Merges the newest of each state. Bounds and order are those of an index, so that at most a page of each is read: an
// equal state would let the planner read all reservations by their ids.
const composeList = (
  of: string,
  keys: string,
) => `SELECT found.* FROM unnest($2::text[]) AS wanted(state) CROSS JOIN LATERAL (
    SELECT id, gate, revision, visit_id AS "visitId", state, units, ends_at AS "endsAt", order_id AS "orderId",
      created_at AS "createdAt", updated_at AS "updatedAt"
    FROM reservation WHERE (${of}, state, id) < (${keys}, wanted.state, COALESCE($3::bigint, 9223372036854775807))
      AND (${of}, state, id) >= (${keys}, wanted.state, 0)
    ORDER BY ${of.replace(',', ' DESC,')} DESC, state DESC, id DESC LIMIT $4::int
  ) AS found ORDER BY id DESC LIMIT $4::int`
const LIST = composeList('shop_id', '$1::bigint')
const LIST_BY_GATE = composeList('shop_id, gate', '$1::bigint, $5::bigint')

type Listed = Omit<Reservation, 'shopId' | 'openKey'>

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
      const values = [shopId, state === undefined ? STATES : [state], before ?? null, limit]
      const rows = await (gate === undefined
        ? db.prisma.$queryRawUnsafe<Listed[]>(LIST, ...values)
        : db.prisma.$queryRawUnsafe<Listed[]>(LIST_BY_GATE, ...values, BigInt(gate)))
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
