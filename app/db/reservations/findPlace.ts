import type { Prisma } from '../generated/client.ts'

export type FindPlaceParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: bigint
  readonly gate: bigint
}

const FREE = 'FROM total_slot WHERE shop_id = $1::bigint AND gate = $2::bigint AND reservation_id IS NULL'
const PLACE = `SELECT slot ${FREE} ORDER BY reservation_id LIMIT 1 FOR UPDATE SKIP LOCKED`
const IS_ANY_FREE = `SELECT 1 AS one ${FREE} LIMIT 1`

/**
 * Find a free place of a gate's limit in total and lock it; null where all are taken.
 * @throws {Error} one that is contended, while somebody holds a place and has not said yet whether it is taken
 */
export async function findPlace({ tx, shopId, gate }: FindPlaceParameters): Promise<number | null> {
  const ask = async (sql: string) =>
    (await tx.$queryRawUnsafe<{ slot: number }[]>(sql, shopId, gate))[0] ?? null
  const place = await ask(PLACE)
  if (place) return place.slot
  if (await ask(IS_ANY_FREE)) throw Object.assign(new Error('A place is being taken.'), { code: '40001' })
  return null
}
