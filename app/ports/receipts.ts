import type { ShopId } from '../core/gate/types.ts'
import type { Receipt } from '../core/receipt/types.ts'

/** Signed receipts of orders, and the requirements that they attest. */
export type ReceiptsPort = {
  /** The receipts of an order, by gate and grant. */
  find: (parameters: { shopId: ShopId; orderId: number }) => Promise<Receipt[]>
  /**
   * Store receipts of an order. One that stands for the same gate and grant stays. Nothing is stored of an order that is
   * not settled, or whose customer was erased.
   */
  add: (parameters: {
    shopId: ShopId
    orderId: number
    receipts: readonly Omit<Receipt, 'condition'>[]
  }) => Promise<void>
  /** The requirement of each revision as stored JSON, which never changes; without revisions that are gone. */
  findConditions: (parameters: {
    shopId: ShopId
    uses: readonly { readonly gate: number; readonly revision: number }[]
  }) => Promise<readonly { readonly gate: number; readonly revision: number; readonly condition: unknown }[]>
}
