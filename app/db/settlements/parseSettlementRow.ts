import type { ShopId } from '../../core/gate/types.ts'
import type { Settlement, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Settlement as Row } from '../generated/client.ts'

/** What `detail` holds: the settlement, and beside it what its row has no column for. */
export type SettlementJson = Settlement & {
  /** When Shopify had changed the order last, as it was read. Unix seconds. */
  readonly seenAt?: number
  /** Who bought, as a webhook said it where Shopify does not show it to the app. */
  readonly customerId?: number
  readonly isTold?: true
  readonly isRedacted?: true
}

/** Read a row of `settlement`, which only this folder and `privacy` write. */
export function parseSettlementRow(row: Row): SettlementRow {
  const detail = row.detail as unknown as SettlementJson
  const { seenAt: _seenAt, customerId, isTold, isRedacted = false, ...settlement } = detail
  return {
    shopId: row.shopId as ShopId,
    orderId: Number(row.orderId),
    name: row.name,
    orderedAt: Number(row.orderedAt),
    cartToken: row.cartToken,
    settlement,
    waitsUntil: row.waitsUntil === null ? null : Number(row.waitsUntil),
    action: row.action as unknown as SettlementAction,
    settledAt: Number(row.settledAt),
    updatedAt: Number(row.updatedAt),
    ...(customerId === undefined ? {} : { customerId }),
    ...(isTold ? { isTold } : {}),
    isRedacted,
  }
}
