import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { changeMembers } from './changeMembers.ts'

export type SetProductCollectionsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly productId: number
  /** The gated collections it is in whole now. */
  readonly collectionIds: readonly number[]
  /** Its variants that are in gated collections by themselves now. */
  readonly variants: readonly { readonly collectionId: number; readonly variantId: number }[]
  /** Unix seconds. */
  readonly at: number
}

/** Keep which gated collections a product and its variants are in; answers whether that has changed. */
export async function setProductCollections(parameters: SetProductCollectionsParameters): Promise<boolean> {
  const { db, shopId, productId, collectionIds, variants, at } = parameters
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const whole = collectionIds.map((collectionId) => ({ collectionId, productId, variantId: 0 }))
    const changed = await changeMembers({
      tx,
      where: { shopId, productId: BigInt(productId) },
      members: [...whole, ...variants.map((one) => ({ ...one, productId }))],
      at,
    })
    return changed.length > 0
  })
}
