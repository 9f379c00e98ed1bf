import { CARD_SHAPE } from '../../core/gate/formatGateCard.ts'
import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** List the published gates whose card at Shopify has an older shape than this version writes, ascending. */
export async function listOldCards({ db, shopId }: { db: Database; shopId: ShopId }): Promise<GateNumber[]> {
  const rows = await db.prisma.gate.findMany({
    where: { shopId, deletedAt: null, published: true, cardShape: { lt: CARD_SHAPE } },
    select: { number: true },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ number }) => Number(number) as GateNumber)
}
