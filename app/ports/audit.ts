import type { ShopId } from '../core/gate/types.ts'
import type { ProjectId } from '../core/project/types.ts'
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
  /** The last change of whether a project's secret keys may manage gates; null if there was none. */
  findGateRightChange: (parameters: { shopId: ShopId; projectId: ProjectId }) => Promise<AuditEntry | null>
  add: (parameters: { shopId: ShopId; entry: Omit<AuditEntry, 'id'> }) => Promise<void>
}
