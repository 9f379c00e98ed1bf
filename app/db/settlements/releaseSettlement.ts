import type { ShopId } from '../../core/gate/types.ts'
import type { SettlementAction } from '../../core/settlement/types.ts'
import { addAuditEntry } from '../audit.ts'
import type { Database } from '../database.ts'

export type ReleaseSettlementParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly orderId: number
  /** What is to be done from now on: nothing about what was accepted. */
  readonly action: SettlementAction
  /** As it was when staff's word was taken. */
  readonly expected: SettlementAction
  /** `staff:<user id>` */
  readonly actor: string
  readonly detail: Readonly<Record<string, unknown>>
  /** Unix seconds. */
  readonly at: number
}

/** Keep that staff let an order go, with its line in the record; false, and neither kept, where it was decided anew meanwhile. */
export async function releaseSettlement(parameters: ReleaseSettlementParameters): Promise<boolean> {
  const { db, shopId, orderId, action, expected, actor, detail, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    const kept = await tx.$executeRaw`UPDATE settlement
      SET action = ${JSON.stringify(action)}::jsonb, updated_at = GREATEST(updated_at, ${BigInt(at)}::bigint)
      WHERE shop_id = ${shopId}::bigint AND order_id = ${BigInt(orderId)}::bigint
        AND action = ${JSON.stringify(expected)}::jsonb`
    if (kept === 0) return false
    const entry = { gate: null, reservationId: null, orderId: BigInt(orderId), detail }
    await addAuditEntry({ tx, shopId, entry: { at, actor, action: 'order.released', ...entry } })
    return true
  })
}
