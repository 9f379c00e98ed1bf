import type { ShopId } from '../core/gate/types.ts'
import type { AuditEntry } from '../core/redemption/types.ts'

/** The audit log: what staff and the app changed. */
export type AuditPort = {
  /** Newest first; `before` is the id of the last entry of the previous page. */
  list: (parameters: {
    shopId: ShopId
    gate?: number
    orderId?: bigint
    before?: bigint
    limit: number
  }) => Promise<AuditEntry[]>
  add: (parameters: { shopId: ShopId; entry: Omit<AuditEntry, 'id'> }) => Promise<void>
}
