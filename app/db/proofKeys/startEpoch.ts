import type { Prisma } from '../generated/client.ts'

/**
 * Make an epoch the shop's newest, in the shop's present time zone, and end all but `keep` of the others. The caller
 * must hold the lock of the shop's row.
 */
export async function startEpoch(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  /** 8 random hex digits. */
  epoch: string
  /** Unix seconds. */
  createdAt: bigint
  /** When it begins to sign, unix seconds; default `createdAt`, null if it does not sign yet. */
  signsFrom?: bigint | null
  /** How many of the newest other epochs stay valid: 0 to 2. */
  keep: number
}): Promise<void> {
  const { tx, shopId, epoch, createdAt, signsFrom = createdAt, keep } = parameters
  const standing = await tx.proofKey.findMany({
    where: { shopId, endsAt: null },
    orderBy: { position: 'desc' },
  })
  const ended = standing.slice(keep).map((key) => key.epoch)
  const { _max: last } = await tx.proofKey.aggregate({ where: { shopId }, _max: { position: true } })
  const position = (last.position ?? 0) + 1
  const { ianaTimezone } = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { ianaTimezone: true },
  })
  // The row of an ended epoch stays: orders made before it ended are settled with it.
  await tx.proofKey.updateMany({ where: { shopId, epoch: { in: ended } }, data: { endsAt: createdAt } })
  await tx.proofKey.create({ data: { shopId, epoch, position, createdAt, signsFrom, ianaTimezone } })
}
