import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { addJobs } from '../jobs/addJobs.ts'
import { leaveCollections } from './leaveCollections.ts'

export type SetCollectionParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly collectionId: number
  /** Everything that is in it now. */
  readonly productIds: readonly number[]
  /** Unix seconds. */
  readonly at: number
}

/** Whoever looked at the collection writes its products at once; asked for in case that is not done. */
const GRACE_SECONDS = 120
/** Marks work that nobody but `setCollection` asked for. */
export const SPARE = { spare: true } as const

/**
 * Keep what is in a collection; answers the products that came or went. Work is asked for that writes them, in case the
 * caller does not come to it: a second look finds no difference.
 */
export async function setCollection(parameters: SetCollectionParameters): Promise<number[]> {
  const { db, shopId, collectionId } = parameters
  const where = { shopId, collectionId: BigInt(collectionId) }
  const now = new Set(parameters.productIds)
  return db.prisma.$transaction(async (tx) => {
    // Two looks at a collection at once come one after the other.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const rows = await tx.collectionProduct.findMany({ where, select: { productId: true } })
    const before = new Set(rows.map(({ productId }) => Number(productId)))
    const gone = [...before].filter((id) => !now.has(id))
    const come = [...now].filter((id) => !before.has(id))
    await leaveCollections({
      tx,
      where: { ...where, productId: { in: gone.map(BigInt) } },
      at: parameters.at,
    })
    await tx.collectionProduct.createMany({
      data: come.map((id) => ({ ...where, productId: BigInt(id), since: BigInt(parameters.at) })),
      skipDuplicates: true,
    })
    const changed = [...gone, ...come].sort((a, b) => a - b)
    await addJobs({
      tx,
      shopId,
      kind: 'product',
      keys: changed.map(String),
      payload: SPARE,
      runAt: parameters.at + GRACE_SECONDS,
    })
    return changed
  })
}
