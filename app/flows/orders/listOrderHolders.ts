import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { OrderHolders } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'

const NOBODY: OrderHolders = { wallets: [], units: [], gates: [] }

/** List the wallets and tokens of an order. Nobody's if the order was not unlocked, or its customer was redacted. */
export async function listOrderHolders(
  ctx: Needs<'gates' | 'ledger' | 'settlements'>,
  { shop: { id: shopId }, row }: { shop: Shop; row: SettlementRow },
): Promise<OrderHolders> {
  const { settlement, isRedacted, orderId } = row
  if (isRedacted || settlement.grants.length === 0) return NOBODY
  const units = await ctx.settlements.findUnits({ shopId, orderId })
  const grants = await ctx.ledger.findGrants({ shopId, ids: settlement.grants })
  const ids = [...new Set(grants.map(({ visitId }) => visitId))]
  const visits = await ctx.settlements.findVisits({ shopId, ids })
  const numbers = [...new Set(units.map(({ gate }) => gate))]
  const proven = visits.flatMap(({ wallets }) => wallets.map(({ address }): string => address))
  const used = units.flatMap(({ kind, key }) => (kind === 'wallet' ? [key] : []))
  return {
    wallets: [...new Set([...used, ...proven])].sort(),
    units,
    gates:
      numbers.length === 0
        ? []
        : ((await ctx.gates.find({ shopId, numbers, withDeleted: true }).catch(nullIfKnown)) ?? []),
  }
}
