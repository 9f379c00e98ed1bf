import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { type Profile, parseProfileRow } from './parseProfileRow.ts'

/** List a shop's profiles, ascending. */
export async function listProfiles({ db, shopId }: { db: Database; shopId: ShopId }): Promise<Profile[]> {
  const rows = await db.prisma.profile.findMany({ where: { shopId }, orderBy: { profile: 'asc' } })
  return rows.map(parseProfileRow)
}
