import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import type { Prisma } from '../generated/client.ts'
import type { UseOfOrder } from '../numbers/writeShares.ts'
import { addNews } from './addNews.ts'
import { splitUnits } from './splitUnits.ts'

type OrderName = { readonly shopId: ShopId; readonly orderId: number; readonly name: string }

const UNITS = `SELECT reservation.gate, unit->>'kind' AS kind, unit->>'key' AS key
  FROM reservation CROSS JOIN LATERAL jsonb_array_elements(reservation.units) AS unit
  WHERE reservation.shop_id = $1::bigint AND reservation.order_id = $2::bigint ORDER BY reservation.id, key`
const IS_TOLD = `SELECT 1 FROM receiver WHERE shop_id = $1::bigint AND state = 'on'
  AND messages && ARRAY['gate.redeemed', 'gate.released'] LIMIT 1`

/** Tell receivers which gates an order began to use, and which it uses no longer, in the transaction of its settlement. */
export async function addOrderNews({
  tx,
  shopId,
  orderId,
  name: orderName,
  uses,
  at,
}: OrderName & {
  tx: Prisma.TransactionClient
  uses: readonly UseOfOrder[]
  at: number
}): Promise<void> {
  if (uses.length === 0) return
  const told = await tx.$queryRawUnsafe<unknown[]>(IS_TOLD, shopId)
  if (told.length === 0) return
  const units = await tx.$queryRawUnsafe<{ gate: bigint; kind: 'wallet' | 'token'; key: string }[]>(
    ...[UNITS, shopId, BigInt(orderId)],
  )
  const news = uses.map(({ gate, isUsed }) => {
    const about = { shopId, gate, orderId: BigInt(orderId) }
    const personal = splitUnits(units.filter((unit) => Number(unit.gate) === gate))
    const data = { gate, orderId, orderName }
    return isUsed
      ? { ...about, kind: 'gate.redeemed' as const, data, personal }
      : { ...about, kind: 'gate.released' as const, data: { ...data, because: 'order' }, personal }
  })
  await addNews({ tx, at, news })
}

/** Tell receivers that an order is held, if it was not held before, in the transaction that records the hold. */
export async function addHoldNews({
  tx,
  action,
  before,
  shopId,
  orderId,
  at,
}: Omit<OrderName, 'name'> & {
  tx: Prisma.TransactionClient
  action: SettlementAction
  before: SettlementAction
  at: number
}): Promise<void> {
  if (!hasHolds(action) || hasHolds(before)) return
  const row = await tx.settlement.findUnique({
    where: { shopId_orderId: { shopId, orderId: BigInt(orderId) } },
  })
  if (row === null) return
  const data = { orderId, orderName: row.name, because: row.outcome }
  const about = { shopId, kind: 'order.held' as const, gate: null, orderId: BigInt(orderId) }
  await addNews({ tx, at, news: [{ ...about, data, personal: {} }] })
}

/** Whether some of an order's lines are held now. */
export function hasHolds({ holds }: Pick<SettlementAction, 'holds'>): boolean {
  return holds.some(({ lineIds }) => lineIds.length > 0)
}
