import { CARD_SHAPE } from '../../core/gate/formatGateCard.ts'
import type { GateNumber, Publication, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { refuseUnknownGate } from './refuseUnknownGate.ts'

export type SetPublicationParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly number: GateNumber
  readonly publication: Publication
  readonly writtenProductIds?: readonly number[] | undefined
  readonly writtenVariantIds?: readonly number[] | undefined
  /** Left as it is when the gate was saved again meanwhile: that save is still to be published. */
  readonly expectedUpdatedAt?: number | undefined
}

/**
 * Write down how far Shopify knows of a gate; `updatedAt` stays, as the merchant's form is not older for it.
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function setPublication(parameters: SetPublicationParameters): Promise<void> {
  const { db, shopId, number, publication, writtenProductIds, writtenVariantIds, expectedUpdatedAt } =
    parameters
  const key = { shopId, number: BigInt(number) }
  const guard = expectedUpdatedAt === undefined ? {} : { updatedAt: BigInt(expectedUpdatedAt) }
  const count = await db.prisma.$transaction(async (tx) => {
    const kept = await tx.gate.updateMany({
      where: { ...key, ...guard },
      data: {
        published: publication.kind === 'published',
        pendingReason: publication.kind === 'pending' ? publication.reason : null,
        ...(publication.kind === 'published' && { cardShape: CARD_SHAPE }),
        ...(writtenProductIds && { writtenProductIds: writtenProductIds.map(BigInt) }),
        ...(writtenVariantIds && { writtenVariantIds: writtenVariantIds.map(BigInt) }),
      },
    })
    // What the save asked for is done; a job that runs just now ends by itself.
    if (kept.count > 0 && publication.kind === 'published') {
      const job = { shopId, kind: 'publish', key: String(number) }
      await tx.job.deleteMany({ where: { ...job, lockedUntil: 0n } })
    }
    return kept.count
  })
  if (count > 0) return
  const standing = await db.prisma.gate.count({ where: key })
  if (standing === 0) throw refuseUnknownGate()
}
