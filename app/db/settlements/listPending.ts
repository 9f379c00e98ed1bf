import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'

export type ListPendingParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** The last order of the page before. */
  readonly before?: { readonly orderedAt: number; readonly orderId: number }
  readonly limit: number
}

/** List the orders whose hold or cancellation is still to be done, newest first. */
export async function listPending({
  db,
  shopId,
  before,
  limit,
}: ListPendingParameters): Promise<SettlementRow[]> {
  const orderedAt = BigInt(before?.orderedAt ?? 0)
  const rows = await db.prisma.settlement.findMany({
    where: {
      shopId,
      action: { path: ['state'], equals: 'pending' },
      ...(before
        ? {
            OR: [{ orderedAt: { lt: orderedAt } }, { orderedAt, orderId: { lt: BigInt(before.orderId) } }],
          }
        : {}),
    },
    orderBy: [{ orderedAt: 'desc' }, { orderId: 'desc' }],
    take: limit,
  })
  return rows.map(parseSettlementRow)
}
