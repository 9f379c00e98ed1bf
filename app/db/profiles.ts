import { formatCombination } from '../core/gate/planRevision.ts'
import { formatCombinationJson, parseCombination } from '../core/gate/termsJson.ts'
import { LONGEST_PROOF_SECONDS } from '../core/proof/longestProof.ts'
import type { Profile } from '../core/publication/types.ts'
import type { ProfilesPort } from '../ports/profiles.ts'
import type { Database } from './database.ts'
import type { Profile as ProfileRow } from './generated/client.ts'

/** The number of profiles that a proof can name. */
const MOST_PROFILES = 8

/** Store combination profiles in the table `profile`. */
export function createProfilesPort({ db }: { db: Database }): ProfilesPort {
  const profiles = db.prisma.profile
  return {
    choose: async ({ shopId, combination }) => {
      const wanted = formatCombination(combination)
      return db.prisma.$transaction(async (tx) => {
        // Lock the shop's row: of two gates that are saved at once, the second sees the first one's profile.
        await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`
        const rows = await tx.profile.findMany({ where: { shopId } })
        const standing = rows
          .map(parseProfileRow)
          .find((row) => formatCombination(row.combination) === wanted)
        if (standing) {
          const key = { shopId, profile: standing.profile }
          await tx.profile.update({ where: { shopId_profile: key }, data: { unusedSince: null } })
          return standing.profile
        }
        const taken = new Set(rows.map((row) => row.profile))
        const free = Array.from({ length: MOST_PROFILES }, (_, i) => i).find((i) => !taken.has(i))
        if (free === undefined) return null
        const json = formatCombinationJson(combination)
        await tx.profile.create({ data: { shopId, profile: free, combination: json } })
        return free
      })
    },
    find: async ({ shopId, profile }) => {
      const row = await profiles.findUnique({ where: { shopId_profile: { shopId, profile } } })
      return row && parseProfileRow(row)
    },
    list: async ({ shopId }) => {
      const rows = await profiles.findMany({ where: { shopId }, orderBy: { profile: 'asc' } })
      return rows.map(parseProfileRow)
    },
    claim: async ({ shopId, profile, discountId, instead }) => {
      await profiles.updateMany({ where: { shopId, profile, discountId: instead }, data: { discountId } })
      const standing = await profiles.findUniqueOrThrow({
        where: { shopId_profile: { shopId, profile } },
        select: { discountId: true },
      })
      return { discountId: standing.discountId ?? discountId }
    },
    findUnused: async ({ shopId, at }) => {
      const [, , rows] = await db.prisma.$transaction([
        db.prisma.$queryRaw`SELECT id FROM shop WHERE id = ${shopId} FOR UPDATE`,
        db.prisma.$executeRaw`UPDATE profile SET unused_since = CASE WHEN EXISTS (
            SELECT 1 FROM gate
            WHERE gate.shop_id = profile.shop_id AND gate.profile = profile.profile AND gate.deleted_at IS NULL
          ) THEN NULL ELSE COALESCE(unused_since, ${at}::bigint) END WHERE shop_id = ${shopId}`,
        profiles.findMany({
          where: { shopId, unusedSince: { lte: at - LONGEST_PROOF_SECONDS } },
          orderBy: { profile: 'asc' },
        }),
      ])
      return rows.map(parseProfileRow)
    },
    remove: async ({ shopId, profile }) => {
      await profiles.deleteMany({ where: { shopId, profile, unusedSince: { not: null } } })
    },
  }
}

function parseProfileRow({ profile, combination, discountId }: ProfileRow): Profile {
  return { profile, combination: parseCombination(combination), discountId }
}
