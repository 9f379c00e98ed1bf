import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type SaveProfileParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly profile: number
  readonly discountId: string
}

/** Remember the discount that stands for a profile. */
export async function saveProfile(parameters: SaveProfileParameters): Promise<void> {
  const { db, shopId, profile, discountId } = parameters
  await db.prisma.profile.upsert({
    where: { shopId_profile: { shopId, profile } },
    create: { shopId, profile, discountId },
    update: { discountId },
  })
}
