import type { Gate as GateRow, Prisma } from '../generated/client.ts'

/**
 * Record the terms of a gate's revision, and its state and schedule from `at` on, in unix seconds. A revision that is
 * recorded already does not change.
 */
export async function addRevision(parameters: {
  tx: Prisma.TransactionClient
  gate: GateRow
  at: bigint
}): Promise<void> {
  const { tx, gate, at } = parameters
  const { shopId, number, revision, cap, guard } = gate
  const json = (value: unknown) => value as Prisma.InputJsonValue
  await tx.gateRevision.createMany({
    data: {
      shopId,
      number,
      revision,
      subject: json(gate.subject),
      requirement: json(gate.requirement),
      reaction: json(gate.reaction),
      cap,
      limits: json(gate.limits),
      guard,
      createdAt: at,
    },
    skipDuplicates: true,
  })
  const standing = { state: gate.state, schedule: json(gate.schedule) }
  await tx.gateStanding.upsert({
    where: { shopId_number_at: { shopId, number, at } },
    create: { shopId, number, at, ...standing },
    update: standing,
  })
}

// Record the gates of an absent shop as ended and public, so that orders are settled by the usual rules.
const RECORD_ABSENCE = `INSERT INTO gate_standing (shop_id, number, at, state, schedule)
  SELECT shop_id, number, $2::bigint, CASE WHEN $3::boolean THEN 'active' ELSE state END,
    CASE WHEN $3::boolean THEN jsonb_build_object('v', 1, 'startsAt', NULL, 'endsAt', $2::bigint, 'afterEnd', 'public') ELSE schedule END
  FROM gate WHERE shop_id = $1::bigint AND deleted_at IS NULL
  ON CONFLICT (shop_id, number, at) DO UPDATE SET state = EXCLUDED.state, schedule = EXCLUDED.schedule`

/** Record the states of all gates of a shop that uninstalls (`isAway`) or comes back, at `at` in unix seconds. */
export async function addAbsence(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  at: bigint
  isAway: boolean
}): Promise<void> {
  const { tx, shopId, at, isAway } = parameters
  await tx.$executeRawUnsafe(RECORD_ABSENCE, shopId, at, isAway)
}
