import type { Prisma } from '../generated/client.ts'

const HOLDERS = 'DELETE FROM open_place WHERE reservation_id = ANY($1::text[]::bigint[])'
const USES = 'DELETE FROM redemption WHERE reservation_id = ANY($1::text[]::bigint[])'

// If a slot is owed, it is deleted together with the freed one, so that a lowered limit takes effect. Waits for locked
// rows of owed slots, because the transaction that locks one may roll back.
const PLACES = `WITH place AS MATERIALIZED (
    SELECT total_slot.shop_id, total_slot.gate, total_slot.slot,
      row_number() OVER (PARTITION BY total_slot.shop_id, total_slot.gate ORDER BY total_slot.slot DESC) AS number
    FROM reservation JOIN total_slot ON total_slot.shop_id = reservation.shop_id
      AND total_slot.gate = reservation.gate AND total_slot.reservation_id = reservation.id
    WHERE reservation.id = ANY($1::text[]::bigint[])
  ), locked AS MATERIALIZED (
    SELECT shop_id, gate, slot FROM total_slot
    WHERE slot < 1 AND (shop_id, gate) IN (SELECT shop_id, gate FROM place)
    ORDER BY shop_id, gate, slot FOR UPDATE
  ), owed AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY shop_id, gate ORDER BY slot) AS number FROM locked
  ), dropping AS MATERIALIZED (
    SELECT shop_id, gate, number, place.slot, owed.slot AS owed_slot FROM place JOIN owed USING (shop_id, gate, number)
  ), dropped AS (
    DELETE FROM total_slot USING dropping
    WHERE total_slot.shop_id = dropping.shop_id AND total_slot.gate = dropping.gate
      AND total_slot.slot IN (dropping.slot, dropping.owed_slot)
  )
  UPDATE total_slot SET reservation_id = NULL FROM place
  WHERE total_slot.shop_id = place.shop_id AND total_slot.gate = place.gate AND total_slot.slot = place.slot
    AND NOT EXISTS (SELECT 1 FROM dropping WHERE dropping.shop_id = place.shop_id AND dropping.gate = place.gate
      AND dropping.slot = place.slot)`

/**
 * Delete the holders of open slots, because an order has the slots now, or they are freed. The caller must hold the
 * locks of the reservations.
 */
export async function deleteHolders(parameters: {
  tx: Prisma.TransactionClient
  reservationIds: readonly bigint[]
}): Promise<void> {
  await parameters.tx.$executeRawUnsafe(HOLDERS, parameters.reservationIds.map(String))
}

/**
 * Free the uses and slots of reservations; the reservations themselves do not change. The caller must hold the locks of
 * their rows and gates.
 */
export async function releaseUnits(parameters: {
  tx: Prisma.TransactionClient
  reservationIds: readonly bigint[]
}): Promise<void> {
  const { tx, reservationIds } = parameters
  if (reservationIds.length === 0) return
  const ids = reservationIds.map(String)
  await tx.$executeRawUnsafe(USES, ids)
  await deleteHolders(parameters)
  await tx.$executeRawUnsafe(PLACES, ids)
}
