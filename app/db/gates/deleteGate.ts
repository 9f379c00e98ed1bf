import type { Gate, GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { askForPublication } from './askForPublication.ts'
import { keepWritten } from './keepWritten.ts'
import { parseGateRow } from './parseGateRow.ts'
import { refuseUnknownGate } from './refuseUnknownGate.ts'

export type DeleteGateParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly number: GateNumber
  /** Unix seconds. */
  readonly at: number
}

/**
 * Mark a gate as deleted: it opens for nobody, and what carries it at Shopify is still to be cleaned.
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function deleteGate({ db, shopId, number, at }: DeleteGateParameters): Promise<Gate> {
  const key = { shopId_number: { shopId, number: BigInt(number) } }
  const row = await db.prisma.$transaction(async (tx) => {
    // A product that joins one of its collections meanwhile is kept before this or planned after it.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const standing = await tx.gate.findUnique({ where: key })
    if (standing === null || standing.deletedAt !== null) throw refuseUnknownGate()
    const gate = parseGateRow(standing)
    await askForPublication({ tx, shopId, number: BigInt(number), at })
    return tx.gate.update({
      where: key,
      data: {
        deletedAt: BigInt(at),
        published: false,
        pendingReason: null,
        ...(await keepWritten({ tx, gate })),
        updatedAt: BigInt(Math.max(at, gate.updatedAt + 1)),
      },
    })
  })
  return parseGateRow(row)
}
