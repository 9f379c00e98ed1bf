import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { type Profile, parseProfileRow } from './parseProfileRow.ts'

export type FindProfileParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly profile: number
}

/** Find a profile of a shop. */
export async function findProfile({ db, shopId, profile }: FindProfileParameters): Promise<Profile | null> {
  const row = await db.prisma.profile.findUnique({ where: { shopId_profile: { shopId, profile } } })
  return row && parseProfileRow(row)
}
