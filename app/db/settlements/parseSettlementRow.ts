import type { ShopId } from '../../core/gate/types.ts'
import type { Settlement, SettlementAction, SettlementRow } from '../../core/settlement/types.ts'
import type { Settlement as Row } from '../generated/client.ts'

/** The column `detail`: the settlement, and fields that have no column of their own. */
export type SettlementJson = Settlement & {
  /** When Shopify last changed the order, as it was read. Unix seconds. */
  readonly seenAt?: number
  /** The customer that a webhook named, if Shopify does not show it to the app. */
  readonly customerId?: number
  readonly isTold?: true
  readonly isRedacted?: true
}

/** Read a row of `settlement`. */
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
