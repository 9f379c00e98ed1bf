import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'
import { lockGates } from './lockGates.ts'

export type SetTotalParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: ShopId
  readonly gate: bigint
  /** 1 or more; null for no such limit. */
  readonly total: number | null
}

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
 * Let a gate have so many places in all, free ones made or dropped. Places that are taken stay; as many as are taken
 * above the limit are owed, and dropped when the next ones are given back.
 *
 * Comes last in the transaction that saves the gate: nobody finds a limit that does not hold yet. It is run again by
 * `repeatContended` where somebody took a place at the same moment.
 */
export async function setTotal({ tx, shopId, gate, total }: SetTotalParameters): Promise<void> {
  const wanted = total ?? 0
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'exclusive' })
  // Whoever is taking a place has its row; when all are ours, nobody is.
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
    // Until the database has counted them, it would look for a place by walking through all.
    await tx.$executeRawUnsafe('ANALYZE total_slot')
  }
  if (missing < 0) await tx.$executeRawUnsafe(DROP, shopId, gate, -missing)
  if (taken > wanted) await tx.$executeRawUnsafe(OWE, shopId, gate, taken - wanted)
}
