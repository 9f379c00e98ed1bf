import { listSubjectProducts, listSubjectVariants, unique } from '../../core/gate/subject.ts'
import type { Gate, GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
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
    const standing = await tx.gate.findUnique({ where: key })
    if (standing === null || standing.deletedAt !== null) throw refuseUnknownGate()
    const { subject, writtenProductIds, writtenVariantIds, updatedAt } = parseGateRow(standing)
    return tx.gate.update({
      where: key,
      data: {
        deletedAt: BigInt(at),
        published: false,
        pendingReason: null,
        writtenProductIds: unique([...writtenProductIds, ...listSubjectProducts(subject)]).map(BigInt),
        writtenVariantIds: unique([...writtenVariantIds, ...listSubjectVariants(subject)]).map(BigInt),
        updatedAt: BigInt(Math.max(at, updatedAt + 1)),
      },
    })
  })
  return parseGateRow(row)
}
