import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** When those of a shop's orders that were settled were settled last, in unix seconds. */
export async function findSettled({
  db,
  shopId,
  orderIds,
}: {
  db: Database
  shopId: ShopId
  orderIds: readonly number[]
}): Promise<Map<number, number>> {
  const rows = await db.prisma.settlement.findMany({
    where: { shopId, orderId: { in: orderIds.map(BigInt) } },
    select: { orderId: true, updatedAt: true },
  })
  return new Map(rows.map(({ orderId, updatedAt }) => [Number(orderId), Number(updatedAt)]))
}
