import type { Prisma } from '../generated/client.ts'

const FREE = 'FROM total_slot WHERE shop_id = $1::bigint AND gate = $2::bigint AND reservation_id IS NULL'
const PLACE = `SELECT slot ${FREE} ORDER BY reservation_id LIMIT 1 FOR UPDATE SKIP LOCKED`
const IS_ANY_FREE = `SELECT 1 AS one ${FREE} LIMIT 1`

/**
 * Find and lock a free slot of a gate's total limit; null if all are taken.
 * @throws {Error} a contended error (see `isContended`) if another transaction has locked the last free slot
 */
export async function findPlace(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  gate: bigint
}): Promise<number | null> {
  const { tx, shopId, gate } = parameters
  const ask = async (sql: string) =>
    (await tx.$queryRawUnsafe<{ slot: number }[]>(sql, shopId, gate))[0] ?? null
  const place = await ask(PLACE)
  if (place) return place.slot
  if (await ask(IS_ANY_FREE))
    throw Object.assign(new Error('Another transaction is taking a slot.'), { code: '40001' })
  return null
}
