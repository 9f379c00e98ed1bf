import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { lockGates } from './lockGates.ts'
import { runUncontended } from './runUncontended.ts'

/** Reservations that one check counts; at least those of one gate. */
const MOST_COUNTED = 20_000

// The gates that were not compared for longest. One statement sees a counter and its rows at the same moment.
const COMPARE = `WITH due AS MATERIALIZED (
    SELECT gate, committed FROM (
      SELECT gate.number AS gate, COALESCE(used.committed, 0) AS committed,
        sum(COALESCE(used.committed, 0)) OVER (ORDER BY COALESCE(used.checked_at, 0), gate.number)
          - COALESCE(used.committed, 0) AS counted_before
      FROM gate LEFT JOIN gate_use AS used ON used.shop_id = gate.shop_id AND used.gate = gate.number
      WHERE gate.shop_id = $1::bigint
    ) AS queued WHERE counted_before < $3::bigint
  ), told AS (
    UPDATE gate_use SET checked_at = $2::bigint
    WHERE shop_id = $1::bigint AND gate IN (SELECT gate FROM due)
  )
  SELECT gate FROM due WHERE committed <> (
    SELECT count(*) FROM reservation WHERE shop_id = $1::bigint AND gate = due.gate AND state = 'committed')
  ORDER BY gate`
const REPAIR = `INSERT INTO gate_use (shop_id, gate, committed, checked_at)
  SELECT $1::bigint, $2::bigint, count(*), $3::bigint
  FROM reservation WHERE shop_id = $1::bigint AND gate = $2::bigint AND state = 'committed'
  ON CONFLICT (shop_id, gate) DO UPDATE SET committed = EXCLUDED.committed, checked_at = EXCLUDED.checked_at`

/** Compare counters with their rows, and set wrong ones right. @see ReservationsPort.checkUses */
export const checkUses =
  (db: Database): ReservationsPort['checkUses'] =>
  async ({ shopId, at }) => {
    const wrong = await db.hot.query('compare_uses', COMPARE, [shopId, at, MOST_COUNTED])
    const gates = wrong.map(({ gate }) => Number(gate))
    for (const gate of gates) {
      await runUncontended({ db, run: (tx) => repairOne({ tx, shopId, gate: BigInt(gate), at }) })
    }
    return gates
  }

/** No other transaction changes the gate's reservations meanwhile. */
async function repairOne(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  gate: bigint
  at: number
}): Promise<void> {
  const { tx, shopId, gate, at } = parameters
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'exclusive' })
  await tx.$executeRawUnsafe(REPAIR, shopId, gate, BigInt(at))
}
