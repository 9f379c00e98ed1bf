import type { SettlementRow } from '../settlement/types.ts'
import { listReceiptUses } from './listReceiptUses.ts'
import type { Receipt } from './types.ts'

/** List those of an order's receipts that attest a gate as the order uses it now. */
export function listUsedReceipts({
  row,
  receipts,
}: {
  readonly row: Pick<SettlementRow, 'settlement' | 'isRedacted'>
  readonly receipts: readonly Receipt[]
}): readonly Receipt[] {
  const uses = listReceiptUses(row)
  return receipts.filter((one) =>
    uses.some(
      ({ gate, revision, grant }) => one.gate === gate && one.revision === revision && one.grant === grant,
    ),
  )
}
