import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { leaveCollections } from './leaveCollections.ts'

export type SetProductCollectionsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly productId: number
  /** The gated collections it is in now. */
  readonly collectionIds: readonly number[]
  /** Unix seconds. */
  readonly at: number
}

/** Keep which gated collections a product is in; answers whether that has changed. */
export async function setProductCollections(parameters: SetProductCollectionsParameters): Promise<boolean> {
  const { db, shopId, collectionIds } = parameters
  const where = { shopId, productId: BigInt(parameters.productId) }
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const gone = await leaveCollections({
      tx,
      where: { ...where, collectionId: { notIn: collectionIds.map(BigInt) } },
      at: parameters.at,
    })
    const come = await tx.collectionProduct.createMany({
      data: collectionIds.map((id) => ({ ...where, collectionId: BigInt(id), since: BigInt(parameters.at) })),
      skipDuplicates: true,
    })
    return gone + come.count > 0
  })
}
