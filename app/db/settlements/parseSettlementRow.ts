import type { ShopId } from '../../core/gate/types.ts'
import type { Settlement, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Settlement as Row } from '../generated/client.ts'

/** Read a row of `settlement`, which only this folder writes. */
export function parseSettlementRow(row: Row): SettlementRow {
  return {
    shopId: row.shopId as ShopId,
    orderId: Number(row.orderId),
    name: row.name,
    orderedAt: Number(row.orderedAt),
    cartToken: row.cartToken,
    settlement: row.detail as unknown as Settlement,
    waitsUntil: row.waitsUntil === null ? null : Number(row.waitsUntil),
    action: row.action as unknown as SettlementAction,
    settledAt: Number(row.settledAt),
    updatedAt: Number(row.updatedAt),
  }
}
