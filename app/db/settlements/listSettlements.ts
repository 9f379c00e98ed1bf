import type { ShopId } from '../../core/gate/types.ts'
import type { OrderOutcome, SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'

export type ListSettlementsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly outcome?: OrderOutcome
  /** The last order of the page before. */
  readonly before?: { readonly orderedAt: number; readonly orderId: number }
  readonly limit: number
}

/** List what became of a shop's orders, newest order first. */
export async function listSettlements(parameters: ListSettlementsParameters): Promise<SettlementRow[]> {
  const { db, shopId, outcome, before, limit } = parameters
  const orderedAt = BigInt(before?.orderedAt ?? 0)
  const rows = await db.prisma.settlement.findMany({
    where: {
      shopId,
      ...(outcome ? { outcome } : {}),
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
