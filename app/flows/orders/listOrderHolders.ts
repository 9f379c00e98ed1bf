import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { OrderHolders, OrderPass } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { Needs } from '../context.ts'
import { listActorNames } from '../staffPasses/listStaffPasses.ts'

const NOBODY: OrderHolders = { wallets: [], units: [], gates: [], passes: [] }

/** List the wallets and tokens of an order. Nobody's if the order was not unlocked, or its customer was redacted. */
export async function listOrderHolders(
  ctx: Needs<'gates' | 'ledger' | 'settlements' | 'staff' | 'staffPasses'>,
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
    passes: await listOrderPasses(ctx, { shopId, visitIds: ids }),
  }
}

async function listOrderPasses(
  ctx: Needs<'staff' | 'staffPasses'>,
  { shopId, visitIds }: { shopId: Shop['id']; visitIds: readonly string[] },
): Promise<OrderPass[]> {
  const passes = await ctx.staffPasses.find({ shopId, ids: visitIds.filter(isStaffPass) })
  const names = await listActorNames(ctx, { shopId, actors: passes.map(({ actor }) => actor) })
  return passes.map(({ id, gate, wallet, note, actor }) => {
    const maker = names.get(actor.slice('staff:'.length)) ?? null
    return { id, gate, wallet, note, maker }
  })
}
