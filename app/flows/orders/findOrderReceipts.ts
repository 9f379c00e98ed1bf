import type { Shop } from '../../core/gate/shop.ts'
import { listReceiptUses } from '../../core/receipt/listReceiptUses.ts'
import { listUsedReceipts } from '../../core/receipt/listUsedReceipts.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'

/** What an order's page tells of receipts. */
export type OrderReceipts = {
  readonly receipts: readonly Receipt[]
  /** Whether a receipt can attest a gate of the order at all. */
  readonly canHave: boolean
}

/** Find the receipts of a settled order that were signed before. Costs a statement, and signs none. */
export async function findOrderReceipts(
  ctx: Needs<'receipts'>,
  { shop, row }: { readonly shop: Shop; readonly row: SettlementRow },
): Promise<OrderReceipts> {
  if (listReceiptUses(row).length === 0) return { receipts: [], canHave: false }
  const receipts = await ctx.receipts.find({ shopId: shop.id, orderId: row.orderId })
  return { receipts: listUsedReceipts({ row, receipts }), canHave: true }
}
