import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'

/** Give a profile's number back, unless a gate has chosen it since it was found unused. */
export async function removeProfile({
  db,
  shopId,
  profile,
}: {
  db: Database
  shopId: ShopId
  profile: number
}): Promise<void> {
  await db.prisma.profile.deleteMany({ where: { shopId, profile, unusedSince: { not: null } } })
}
