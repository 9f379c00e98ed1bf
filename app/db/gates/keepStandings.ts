import type { Prisma } from '../generated/client.ts'

export type KeepStandingsParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: bigint
  /** Unix seconds. */
  readonly at: bigint
  /** Whether the shop leaves: from then on its gates have ended, and what was for holders is for everybody. */
  readonly isAway: boolean
}

// Written as an end, so that orders read it as any other.
const SQL = `INSERT INTO gate_standing (shop_id, number, at, state, schedule)
  SELECT shop_id, number, $2::bigint, CASE WHEN $3::boolean THEN 'active' ELSE state END,
    CASE WHEN $3::boolean THEN jsonb_build_object('startsAt', NULL, 'endsAt', $2::bigint, 'afterEnd', 'public') ELSE schedule END
  FROM gate WHERE shop_id = $1::bigint AND deleted_at IS NULL
  ON CONFLICT (shop_id, number, at) DO UPDATE SET state = EXCLUDED.state, schedule = EXCLUDED.schedule`

/** Keep how all gates of a shop stand as it leaves, or comes back: nothing of ours was at Shopify in between. */
export async function keepStandings({ tx, shopId, at, isAway }: KeepStandingsParameters): Promise<void> {
  await tx.$executeRawUnsafe(SQL, shopId, at, isAway)
}
