import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'
import { lockGates } from './lockGates.ts'

const OF_GATE = 'shop_id = $1::bigint AND gate = $2::bigint'
const COUNT = `SELECT (count(*) FILTER (WHERE slot > 0))::int AS places,
    (count(*) FILTER (WHERE slot > 0 AND reservation_id IS NOT NULL))::int AS taken
  FROM total_slot WHERE ${OF_GATE}`
const ADD = `INSERT INTO total_slot (shop_id, gate, slot)
  SELECT $1::bigint, $2::bigint, number FROM generate_series(1, $3::int) AS number
  WHERE NOT EXISTS (SELECT 1 FROM total_slot WHERE ${OF_GATE} AND slot = number)
  ORDER BY number LIMIT $4::int`
const DROP = `DELETE FROM total_slot WHERE ${OF_GATE} AND slot IN (
  SELECT slot FROM total_slot WHERE ${OF_GATE} AND slot > 0 AND reservation_id IS NULL ORDER BY slot DESC LIMIT $3::int)`
const OWE = `INSERT INTO total_slot (shop_id, gate, slot, reservation_id)
  SELECT $1::bigint, $2::bigint, 1 - number, 0 FROM generate_series(1, $3::int) AS number`

/**
 * Set the number of a gate's slots: add free ones, or delete free ones. Slots in use stay. If more are in use than the
 * limit allows, that many slots are marked as owed, and deleted when the next ones are freed.
 *
 * Call it last in the transaction that saves the gate, so that no reader finds a limit that does not apply yet. Run
 * that transaction with `runUncontended`, because another one may take a slot at the same time.
 */
export async function setTotal(parameters: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  gate: bigint
  /** 1 or more; null for no limit. */
  total: number | null
}): Promise<void> {
  const { tx, shopId, gate, total } = parameters
  const wanted = total ?? 0
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'exclusive' })
  // A transaction that takes a slot has locked its row. Once all rows are locked here, no such transaction runs.
  await tx.$executeRawUnsafe(
    `SELECT slot FROM total_slot WHERE ${OF_GATE} ORDER BY slot FOR UPDATE`,
    shopId,
    gate,
  )
  const [counted] = await tx.$queryRawUnsafe<{ places: number; taken: number }[]>(COUNT, shopId, gate)
  const { places = 0, taken = 0 } = counted ?? {}
  await tx.$executeRawUnsafe(`DELETE FROM total_slot WHERE ${OF_GATE} AND slot < 1`, shopId, gate)
  const missing = wanted - places
  if (missing > 0) {
    await tx.$executeRawUnsafe(ADD, shopId, gate, places + wanted, missing)
    // Without fresh statistics the planner would read all slots to find a free one.
    await tx.$executeRawUnsafe('ANALYZE total_slot')
  }
  if (missing < 0) await tx.$executeRawUnsafe(DROP, shopId, gate, -missing)
  if (taken > wanted) await tx.$executeRawUnsafe(OWE, shopId, gate, taken - wanted)
}
