import type { Gate } from '../../core/gate/types.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import type { HoldReason } from '../../core/settlement/findHold.ts'
import type { Opening } from '../../core/settlement/listOpenings.ts'
import type { OrderHolders, OrderSummary } from '../../core/settlement/orderSummary.ts'
import { findGateName, formatOpenings } from './formatOpenings.ts'
import type { OrderOpeningsView } from './views.ts'

export type FormatOrderOpeningsParameters =
  | { readonly kind: 'none' | 'waiting' }
  | {
      readonly kind: 'found'
      readonly shop: { readonly currencyCode: string }
      readonly openings: readonly Opening[]
      readonly gates: readonly Gate[]
      readonly summary: Pick<OrderSummary, 'lines'>
      readonly holders: OrderHolders
      readonly hold: { readonly reason: HoldReason } | null
      readonly isCancelled: boolean
      readonly receipts: readonly Receipt[]
    }

/** Format an order for its buyer. */
export function formatOrderOpenings(found: FormatOrderOpeningsParameters): OrderOpeningsView {
  if (found.kind !== 'found') return { kind: found.kind }
  const { shop, openings, gates, summary, holders, hold, isCancelled, receipts } = found
  return {
    kind: 'found',
    currency: shop.currencyCode,
    openings: formatOpenings({
      ...{ openings, gates, wallets: holders.wallets },
      hasPass: (number) => holders.passes.some(({ gate }) => gate === number),
      titles: new Map(summary.lines.map(({ id, title }) => [id, title])),
    }),
    hold: hold?.reason ?? null,
    isCancelled,
    receipts: receipts.map(({ gate, token }) => ({ gate: findGateName(gates, gate), token })),
  }
}
