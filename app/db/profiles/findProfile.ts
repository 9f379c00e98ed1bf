import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

export type FindProfileParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly profile: number
}

/** Find the discount that stands for a profile. */
export async function findProfile(parameters: FindProfileParameters): Promise<{ discountId: string } | null> {
  const { db, shopId, profile } = parameters
  return db.prisma.profile.findUnique({
    where: { shopId_profile: { shopId, profile } },
    select: { discountId: true },
  })
}
