import type { ReservationRow, ReservationUnit } from '../../core/redemption/types.ts'
import type { Prisma } from '../generated/client.ts'
import { findPlace } from './findPlace.ts'

// A free slot within the gate's present limit; if the gate no longer exists, at most the slot that the use had.
const USE = `SELECT number AS slot
  FROM (SELECT CASE WHEN gate.number IS NULL THEN $5::int
      ELSE COALESCE((gate.limits ->> CASE $3 WHEN 'wallet' THEN 'perWallet' ELSE 'perToken' END)::int, 1000000) END AS most
    FROM (SELECT 1) AS one LEFT JOIN gate ON gate.shop_id = $1::bigint AND gate.number = $2::bigint) AS limited
  CROSS JOIN LATERAL (SELECT count(*)::int AS uses, (count(*) FILTER (WHERE slot > limited.most))::int AS above
    FROM redemption WHERE shop_id = $1::bigint AND gate = $2::bigint AND kind = $3 AND key = $4) AS counted
  CROSS JOIN LATERAL generate_series(1, LEAST(limited.most - counted.above, counted.uses + 1)) AS number
  WHERE counted.uses < limited.most AND NOT EXISTS (SELECT 1 FROM redemption
    WHERE shop_id = $1::bigint AND gate = $2::bigint AND kind = $3 AND key = $4 AND slot = number)
  ORDER BY number LIMIT 1`
const IS_UNLIMITED = `SELECT 1 AS one FROM gate
  WHERE shop_id = $1::bigint AND number = $2::bigint AND limits ->> 'total' IS NULL`
const MADE = `INSERT INTO redemption (shop_id, gate, kind, key, slot, reservation_id)
  SELECT $1::bigint, $2::bigint, kind, key, slot, $3::bigint
  FROM unnest($4::text[], $5::text[], $6::int[]) AS unit(kind, key, slot) ORDER BY kind, key, slot`
const PLACED = `UPDATE total_slot SET reservation_id = $3::bigint
  WHERE shop_id = $1::bigint AND gate = $2::bigint AND slot = $4::int`

/**
 * Take the units of a released reservation again, as a new reservation of an order; false if they are taken. `at` is in
 * unix seconds.
 */
export async function reserveAgain(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  row: ReservationRow
  orderId: bigint
  at: number
}): Promise<boolean> {
  const { tx, shopId, row, orderId, at } = parameters
  const gate = BigInt(row.gate)
  const units: ReservationUnit[] = []
  for (const unit of row.units) {
    if (unit.kind === 'total' && (await isUnlimited({ tx, shopId, gate }))) continue
    const slot = await findSlot({ tx, shopId, gate, unit })
    if (slot === null) return false
    units.push({ ...unit, slot })
  }
  const { id } = await tx.reservation.create({
    data: {
      shopId,
      gate,
      revision: row.revision,
      visitId: row.visitId,
      state: 'committed',
      units,
      endsAt: BigInt(row.endsAt),
      orderId,
      createdAt: BigInt(at),
      updatedAt: BigInt(at),
    },
  })
  const uses = units.filter(({ kind }) => kind !== 'total')
  const columns = [uses.map(({ kind }) => kind), uses.map(({ key }) => key), uses.map(({ slot }) => slot)]
  if (uses.length > 0) await tx.$executeRawUnsafe(MADE, shopId, gate, id, ...columns)
  const place = units.find(({ kind }) => kind === 'total')
  if (place) await tx.$executeRawUnsafe(PLACED, shopId, gate, id, place.slot)
  return true
}

/** Whether the gate no longer has a total limit, and so no slot to take. */
async function isUnlimited(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  gate: bigint
}): Promise<boolean> {
  const { tx, shopId, gate } = parameters
  const found = await tx.$queryRawUnsafe<unknown[]>(IS_UNLIMITED, shopId, gate)
  return found.length > 0
}

async function findSlot(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  gate: bigint
  unit: ReservationUnit
}): Promise<number | null> {
  const { tx, shopId, gate, unit } = parameters
  if (unit.kind === 'total') return findPlace({ tx, shopId, gate })
  const { kind, key, slot } = unit
  const [found] = await tx.$queryRawUnsafe<{ slot: number }[]>(USE, shopId, gate, kind, key, slot)
  return found?.slot ?? null
}
