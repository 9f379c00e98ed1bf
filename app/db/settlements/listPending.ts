import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'

/** List the orders whose hold or cancellation is still to be done, newest first. */
export async function listPending({
  db,
  shopId,
  limit,
}: {
  db: Database
  shopId: ShopId
  limit: number
}): Promise<SettlementRow[]> {
  const rows = await db.prisma.settlement.findMany({
    where: { shopId, action: { path: ['state'], equals: 'pending' } },
    orderBy: [{ orderedAt: 'desc' }, { orderId: 'desc' }],
    take: limit,
  })
  return rows.map(parseSettlementRow)
}
