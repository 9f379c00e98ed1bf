import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

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
    const gone = await tx.collectionProduct.deleteMany({
      where: { ...where, collectionId: { notIn: collectionIds.map(BigInt) } },
    })
    const come = await tx.collectionProduct.createMany({
      data: collectionIds.map((id) => ({ ...where, collectionId: BigInt(id), since: BigInt(parameters.at) })),
      skipDuplicates: true,
    })
    return gone.count + come.count > 0
  })
}
