import type { ShopId } from '../../core/gate/types.ts'
import { LONGEST_PROOF_SECONDS } from '../../core/proof/longestProof.ts'
import type { Database } from '../database.ts'
import { type Profile, parseProfileRow } from './parseProfileRow.ts'

export type FindUnusedParameters = {
  readonly db: Database
  readonly shopId: ShopId
  /** Unix seconds. */
  readonly at: number
}

/** Note which profiles no gate has, and find those that none has had for longer than a proof of it lives. */
export async function findUnused({ db, shopId, at }: FindUnusedParameters): Promise<Profile[]> {
  const [, , rows] = await db.prisma.$transaction([
    db.prisma.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`,
    db.prisma.$executeRaw`UPDATE profile SET unused_since = CASE WHEN EXISTS (
        SELECT 1 FROM gate
        WHERE gate.shop_id = profile.shop_id AND gate.profile = profile.profile AND gate.deleted_at IS NULL
      ) THEN NULL ELSE COALESCE(unused_since, ${at}::bigint) END WHERE shop_id = ${shopId}`,
    db.prisma.profile.findMany({
      where: { shopId, unusedSince: { lte: at - LONGEST_PROOF_SECONDS } },
      orderBy: { profile: 'asc' },
    }),
  ])
  return rows.map(parseProfileRow)
}
