import type { ShopId } from '../../core/gate/types.ts'
import type { GrantRow } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import { parseGrantRow } from './parseGrantRow.ts'

export type FindGrantsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly ids: readonly string[]
}

/** Find a shop's grants; those that are not there, or another shop's, are left out. */
export async function findGrants({ db, shopId, ids }: FindGrantsParameters): Promise<GrantRow[]> {
  if (ids.length === 0) return []
  const rows = await db.prisma.grant.findMany({
    where: { shopId, id: { in: [...ids] } },
    orderBy: { id: 'asc' },
  })
  return rows.map(parseGrantRow)
}
