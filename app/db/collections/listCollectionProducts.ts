import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** List the products of some collections, and those of their single variants, as last seen, each once, ascending. */
export async function listCollectionProducts({
  db,
  shopId,
  collectionIds,
}: {
  db: Database
  shopId: ShopId
  collectionIds: readonly number[]
}): Promise<number[]> {
  const rows = await db.prisma.collectionProduct.findMany({
    where: { shopId, collectionId: { in: collectionIds.map(BigInt) } },
    select: { productId: true },
    distinct: ['productId'],
    orderBy: { productId: 'asc' },
  })
  return rows.map(({ productId }) => Number(productId))
}
