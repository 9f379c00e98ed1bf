import { listSubjectProducts, listSubjectVariants, unique } from '../../core/gate/subject.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'

/**
 * What a gate may still be written on once it is changed or deleted: what it was written on, what it names, and what is
 * in its collections, as products that came later were written by themselves.
 */
export async function keepWritten({
  tx,
  gate,
}: {
  tx: Prisma.TransactionClient
  gate: Gate
}): Promise<{ writtenProductIds: bigint[]; writtenVariantIds: bigint[] }> {
  const { shopId, subject, writtenProductIds, writtenVariantIds } = gate
  const collectionIds = subject.kind === 'collections' ? subject.ids.map(BigInt) : []
  const rows = await tx.collectionProduct.findMany({
    where: { shopId, collectionId: { in: collectionIds } },
    select: { productId: true, variantId: true },
  })
  const inCollections = rows.map(({ productId }) => Number(productId))
  const single = rows.flatMap(({ variantId }) => (variantId === 0n ? [] : [Number(variantId)]))
  return {
    writtenProductIds: unique([...writtenProductIds, ...listSubjectProducts(subject), ...inCollections]).map(
      BigInt,
    ),
    writtenVariantIds: unique([...writtenVariantIds, ...listSubjectVariants(subject), ...single]).map(BigInt),
  }
}
