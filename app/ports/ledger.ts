import type { ShopId } from '../core/gate/types.ts'
import type { GrantRow, LedgerOrder, LedgerVerdict } from '../core/redemption/types.ts'

/** The ledger of redemptions. Instants are unix seconds. */
export type LedgerPort = {
  /**
   * Let an order pay with its grants and keep its reservations, in one transaction; the earliest order wins, whatever
   * arrives first. May be called again with what became of the order.
   */
  settle: (order: LedgerOrder) => Promise<LedgerVerdict>
  /** Those that exist. */
  findGrants: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<GrantRow[]>
}
