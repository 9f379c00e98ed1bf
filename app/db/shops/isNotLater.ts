import type { Prisma } from '../generated/client.ts'

/** The clocks of this app's processes agree better than that. */
const MOST_AHEAD_SECONDS = 300

/**
 * Match a shop that was not saved later than `at`. A stored instant that lies ahead of the clock came from a header that
 * nobody signed, before such were refused: it must not keep later words from being believed. Unix seconds.
 */
export function isNotLater({ at, now }: { at: number; now: number }): Prisma.ShopWhereInput {
  return {
    OR: [{ savedAt: { lte: BigInt(at) } }, { savedAt: { gt: BigInt(now + MOST_AHEAD_SECONDS) } }],
  }
}
