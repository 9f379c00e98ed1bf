import type { ShopId } from '../../core/gate/types.ts'
import type { Settlement, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { parseSettlementRow } from './parseSettlementRow.ts'

export type SaveSettlementParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly orderId: number
  readonly name: string
  readonly orderedAt: number
  /** Null: as it stands. */
  readonly cartToken: string | null
  readonly settlement: Settlement
  readonly waitsUntil: number | null
  readonly action: SettlementAction
  /** Unix seconds. */
  readonly at: number
}

/** Keep what became of an order. */
export async function saveSettlement(parameters: SaveSettlementParameters): Promise<SettlementRow> {
  const { db, shopId, cartToken, settlement, waitsUntil } = parameters
  const orderId = BigInt(parameters.orderId)
  const at = BigInt(parameters.at)
  const data = {
    name: parameters.name,
    orderedAt: BigInt(parameters.orderedAt),
    outcome: settlement.outcome,
    detail: settlement as unknown as Prisma.InputJsonObject,
    action: parameters.action as unknown as Prisma.InputJsonObject,
    waitsUntil: waitsUntil === null ? null : BigInt(waitsUntil),
    updatedAt: at,
  }
  const row = await db.prisma.settlement.upsert({
    where: { shopId_orderId: { shopId, orderId } },
    create: { shopId, orderId, ...data, cartToken, settledAt: at },
    update: { ...data, ...(cartToken === null ? {} : { cartToken }) },
  })
  return parseSettlementRow(row)
}
