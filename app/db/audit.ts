import type { GateNumber } from '../core/gate/types.ts'
import type { AuditAction, AuditEntry } from '../core/redemption/types.ts'
import { readObject } from '../core/stored/fields.ts'
import type { AuditPort } from '../ports/audit.ts'
import type { Database } from './database.ts'
import type { AuditEntry as AuditRow, Prisma } from './generated/client.ts'

const GATE_RIGHT: AuditAction[] = ['project.gates-allowed', 'project.gates-ended']

/** Store the audit log in the table `audit_entry`. */
export function createAuditPort({ db }: { db: Database }): AuditPort {
  return {
    list: async ({ shopId, gate, orderId, before, limit }) => {
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
      return rows.map(parseAuditRow)
    },
    findGateRightChange: async ({ shopId, projectId }) => {
      const row = await db.prisma.auditEntry.findFirst({
        where: { shopId, action: { in: GATE_RIGHT }, detail: { path: ['projectId'], equals: projectId } },
        orderBy: { id: 'desc' },
      })
      return row && parseAuditRow(row)
    },
    add: (parameters) => addAuditEntry({ tx: db.prisma, ...parameters }),
  }
}

/**
 * Add an entry to the audit log in the transaction of the change itself, so that neither is saved without the other.
 */
export async function addAuditEntry(
  parameters: Parameters<AuditPort['add']>[0] & { tx: Pick<Prisma.TransactionClient, 'auditEntry'> },
): Promise<void> {
  const { tx, shopId, entry } = parameters
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

function parseAuditRow(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: Number(row.at),
    actor: row.actor,
    action: row.action as AuditAction,
    gate: row.gate === null ? null : (Number(row.gate) as GateNumber),
    reservationId: row.reservationId,
    orderId: row.orderId,
    detail: readObject(row.detail, 'audit_entry.detail'),
  }
}
