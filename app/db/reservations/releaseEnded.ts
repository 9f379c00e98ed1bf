import { TOLD_SECONDS } from '../../core/settlement/margins.ts'
import type { ReservationsPort } from '../../ports/reservations.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addReleaseNews } from '../messages/addReleaseNews.ts'
import { lockGates } from './lockGates.ts'
import { releaseUnits } from './releaseUnits.ts'
import { runUncontended } from './runUncontended.ts'

const ROWS_PER_SWEEP = 200
/** The longest wait for a check of Shopify's orders, in seconds. */
const LONGEST_WAIT = 24 * 60 * 60
/**
 * A reservation that ended within this time brings the next check of orders forward. A sweep waits as long for the
 * orders that the check finds. Seconds.
 */
const SOON = 15 * 60

// The time from which the last check read a shop's orders.
const SINCE = "COALESCE((look.payload ->> 'since')::bigint, 0)"
/*
 * $1 unix seconds. An order whose webhook was lost may have used the reservation. So Shopify is first asked for orders
 * made after its end, and the orders found are settled.
 */
const ENDED = `state = 'open' AND ends_at <= $1::bigint AND (ends_at <= $1::bigint - ${LONGEST_WAIT} OR NOT EXISTS (
  SELECT 1 FROM job AS look WHERE look.shop_id = reservation.shop_id AND look.kind = 'reconcile'
    AND (${SINCE} < reservation.ends_at OR ${SINCE} > $1::bigint - ${SOON} AND EXISTS (
      SELECT 1 FROM job WHERE job.shop_id = look.shop_id AND job.kind = 'order'
        AND (job.run_at <= $1::bigint OR job.locked_until > 0 OR job.attempts > 0)))))`
const LOOK = `UPDATE job AS look SET run_at = $1::bigint
  FROM (SELECT shop_id, max(ends_at) AS ends_at FROM reservation
    WHERE state = 'open' AND ends_at <= $1::bigint AND ends_at > $1::bigint - ${SOON} GROUP BY shop_id) AS ended
  WHERE look.shop_id = ended.shop_id AND look.kind = 'reconcile' AND look.locked_until = 0
    AND look.run_at > $1::bigint AND ${SINCE} < ended.ends_at`
const FIND = `SELECT DISTINCT shop_id AS "shopId", gate FROM (
  SELECT shop_id, gate FROM reservation WHERE ${ENDED} ORDER BY ends_at LIMIT ${ROWS_PER_SWEEP}) AS ended`
// Skips rows that another sweep or an order has locked, so that no sweep waits.
const HOLD = `SELECT id FROM reservation
  WHERE ${ENDED} AND (shop_id, gate) IN (SELECT * FROM unnest($2::text[]::bigint[], $3::text[]::bigint[]))
  ORDER BY ends_at LIMIT ${ROWS_PER_SWEEP} FOR UPDATE SKIP LOCKED`
const RELEASE = `UPDATE reservation SET state = 'released', open_key = NULL, updated_at = $2::bigint
  WHERE id = ANY($1::text[]::bigint[])`
const FORGET = `DELETE FROM reservation WHERE id IN (
  SELECT id FROM reservation WHERE state = 'released' AND order_id IS NULL AND ends_at <= $1::bigint
  ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`

/** Release ended reservations, two hundred per transaction. @see ReservationsPort.sweep */
export const releaseEnded =
  (db: Database): ReservationsPort['sweep'] =>
  async ({ at }) => {
    await db.hot.query('look_for_orders', LOOK, [at])
    let released = 0
    for (let some = ROWS_PER_SWEEP; some === ROWS_PER_SWEEP; released += some) {
      some = await runUncontended({ db, run: (tx) => releaseEndedOnce({ tx, at }) })
    }
    await db.hot.query('forget_reservations', FORGET, [at - TOLD_SECONDS])
    return released
  }

async function releaseEndedOnce({ tx, at }: { tx: Prisma.TransactionClient; at: number }): Promise<number> {
  const gates = await tx.$queryRawUnsafe<{ shopId: bigint; gate: bigint }[]>(FIND, at)
  if (gates.length === 0) return 0
  await lockGates({ tx, gates, mode: 'shared' })
  const shops = gates.map(({ shopId }) => String(shopId))
  const numbers = gates.map(({ gate }) => String(gate))
  const held = await tx.$queryRawUnsafe<{ id: bigint }[]>(HOLD, at, shops, numbers)
  const reservationIds = held.map(({ id }) => id)
  if (reservationIds.length === 0) return 0
  await tx.$executeRawUnsafe(RELEASE, reservationIds.map(String), at)
  await releaseUnits({ tx, reservationIds })
  await addReleaseNews({ tx, reservationIds, because: 'abandoned', at })
  return reservationIds.length
}
