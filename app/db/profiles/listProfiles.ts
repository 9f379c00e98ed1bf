import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** List a shop's profiles that have a discount, ascending. */
export async function listProfiles({
  db,
  shopId,
}: {
  db: Database
  shopId: ShopId
}): Promise<{ profile: number; discountId: string }[]> {
  return db.prisma.profile.findMany({
    where: { shopId },
    orderBy: { profile: 'asc' },
    select: { profile: true, discountId: true },
  })
}
