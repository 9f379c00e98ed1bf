import type { GateNumber, ShopId } from '../../core/gate/types.ts'
import type { AuditAction, AuditEntry } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'

export type ListAuditEntriesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly gate?: number
  readonly orderId?: bigint
  /** Only older ones than this id. */
  readonly before?: bigint
  readonly limit: number
}

/** List who changed what in a shop, newest first. */
export async function listAuditEntries(parameters: ListAuditEntriesParameters): Promise<AuditEntry[]> {
  const { db, shopId, gate, orderId, before, limit } = parameters
  const rows = await db.prisma.auditEntry.findMany({
    where: {
      shopId,
      ...(gate === undefined ? {} : { gate: BigInt(gate) }),
      ...(orderId === undefined ? {} : { orderId }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map((row) => ({
    id: row.id,
    at: Number(row.at),
    actor: row.actor,
    action: row.action as AuditAction,
    gate: row.gate === null ? null : (Number(row.gate) as GateNumber),
    reservationId: row.reservationId,
    orderId: row.orderId,
    detail: row.detail as Readonly<Record<string, unknown>>,
  }))
}
