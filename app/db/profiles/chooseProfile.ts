import { formatCombination } from '../../core/gate/decideRevision.ts'
import type { Combination, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { formatCombinationJson } from '../gates/formatDraft.ts'
import { parseProfileRow } from './parseProfileRow.ts'

export type ChooseProfileParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly combination: Combination
}

/** As many as a proof can name. */
const MOST_PROFILES = 8

/** Find the profile of a combination, or give it the lowest number that is free; null when all eight are taken. */
export async function chooseProfile({
  db,
  shopId,
  combination,
}: ChooseProfileParameters): Promise<number | null> {
  const wanted = formatCombination(combination)
  return db.prisma.$transaction(async (tx) => {
    // The shop's row stays locked: of two gates saved at once, one sees the other's profile.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
    const rows = await tx.profile.findMany({ where: { shopId } })
    const standing = rows.map(parseProfileRow).find((row) => formatCombination(row.combination) === wanted)
    if (standing) {
      const { profile } = standing
      await tx.profile.update({ where: { shopId_profile: { shopId, profile } }, data: { unusedSince: null } })
      return profile
    }
    const free = Array.from({ length: MOST_PROFILES }, (_, i) => i).find((i) =>
      rows.every((row) => row.profile !== i),
    )
    if (free === undefined) return null
    await tx.profile.create({
      data: { shopId, profile: free, combination: formatCombinationJson(combination) },
    })
    return free
  })
}
