import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'

/** Keep how far the hold or cancellation of an order is. */
export async function setAction({
  db,
  shopId,
  orderId,
  action,
  at,
}: {
  db: Database
  shopId: ShopId
  orderId: number
  action: SettlementAction
  at: number
}): Promise<void> {
  await db.prisma.settlement.updateMany({
    where: { shopId, orderId: BigInt(orderId) },
    data: { action: action as unknown as Prisma.InputJsonObject, updatedAt: BigInt(at) },
  })
}
