import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type ClaimProfileParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly profile: number
  readonly discountId: string
  /** The discount it takes the place of, because that is gone; null where there was none. */
  readonly instead: string | null
}

/** Remember the discount that stands for a profile, unless somebody was first; answers the one that stands now. */
export async function claimProfile(parameters: ClaimProfileParameters): Promise<{ discountId: string }> {
  const { db, shopId, profile, discountId, instead } = parameters
  await db.prisma.profile.updateMany({
    where: { shopId, profile, discountId: instead },
    data: { discountId },
  })
  const standing = await db.prisma.profile.findUniqueOrThrow({
    where: { shopId_profile: { shopId, profile } },
    select: { discountId: true },
  })
  return { discountId: standing.discountId ?? discountId }
}
