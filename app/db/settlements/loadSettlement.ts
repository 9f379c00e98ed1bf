import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'

/** What became of a shop's order, or null where it was not settled. */
export async function loadSettlement({
  db,
  shopId,
  orderId,
}: {
  db: Database
  shopId: ShopId
  orderId: number
}): Promise<SettlementRow | null> {
  const row = await db.prisma.settlement.findUnique({
    where: { shopId_orderId: { shopId, orderId: BigInt(orderId) } },
  })
  return row && parseSettlementRow(row)
}
