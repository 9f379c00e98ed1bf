import type { SingleVariant } from '../../core/gate/memberships.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { addJobs } from '../jobs.ts'
import { changeMembers } from './changeMembers.ts'

export type SetCollectionParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly collectionId: number
  /** Every product that is in it whole now. */
  readonly productIds: readonly number[]
  /** Every variant that is in it by itself now. */
  readonly variants: readonly SingleVariant[]
  /** Unix seconds. */
  readonly at: number
}

/** Whoever looked at the collection writes its products at once; asked for in case that is not done. */
const GRACE_SECONDS = 120
/** Marks work that nobody but `setCollection` asked for. */
export const SPARE = { spare: true } as const

/**
 * Keep what is in a collection; answers the products of which anything came or went. Work is asked for that writes them,
 * in case the caller does not come to it: a second look finds no difference.
 */
export async function setCollection(parameters: SetCollectionParameters): Promise<number[]> {
  const { db, shopId, collectionId, productIds, variants, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    // Two looks at a collection at once come one after the other.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const whole = productIds.map((productId) => ({ collectionId, productId, variantId: 0 }))
    const changed = await changeMembers({
      tx,
      where: { shopId, collectionId: BigInt(collectionId) },
      members: [...whole, ...variants.map((one) => ({ collectionId, ...one }))],
      at,
    })
    await addJobs({
      tx,
      shopId,
      kind: 'product',
      keys: changed.map(String),
      payload: SPARE,
      runAt: at + GRACE_SECONDS,
    })
    return changed
  })
}
