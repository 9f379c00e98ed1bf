import type { ShopId } from '../core/gate/types.ts'
import type { GrantRow, LedgerOrder, LedgerVerdict } from '../core/redemption/types.ts'

/** The ledger of redemptions: which order paid with which grants and used which reservations. */
export type LedgerPort = {
  /**
   * Let an order pay with its grants and commit its reservations, in one transaction. The earliest order wins, by its
   * own time and not by arrival. Orders that lose something to it are queued for another settlement. May be called
   * again when the order changes.
   */
  settle: (order: LedgerOrder) => Promise<LedgerVerdict>
  /** The shop's grants among `ids`, by id. */
  findGrants: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<GrantRow[]>
}
