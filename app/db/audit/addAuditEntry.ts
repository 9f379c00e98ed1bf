import type { ShopId } from '../../core/gate/types.ts'
import type { AuditEntry } from '../../core/redemption/types.ts'
import type { Prisma } from '../generated/client.ts'

export type AddAuditEntryParameters = {
  /** The transaction of the change itself: the one is never kept without the other. */
  readonly tx: Pick<Prisma.TransactionClient, 'auditEntry'>
  readonly shopId: ShopId
  readonly entry: Omit<AuditEntry, 'id'>
}

/** Write down who changed what. */
export async function addAuditEntry({ tx, shopId, entry }: AddAuditEntryParameters): Promise<void> {
  await tx.auditEntry.create({
    data: {
      shopId,
      at: BigInt(entry.at),
      actor: entry.actor,
      action: entry.action,
      gate: entry.gate === null ? null : BigInt(entry.gate),
      reservationId: entry.reservationId,
      orderId: entry.orderId,
      detail: entry.detail as Prisma.InputJsonObject,
    },
  })
}
