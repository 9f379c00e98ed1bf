import type { Prisma } from '../generated/client.ts'

export type StartEpochParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: bigint
  /** 8 hex, random. */
  readonly epoch: string
  /** Unix seconds. */
  readonly createdAt: bigint
  /** When it begins to sign: at once unless said; null while it does not yet. */
  readonly signsFrom?: bigint | null
  /** How many of the standing epochs go on beside the new one: 0 to 2. */
  readonly keep: number
}

/** Make an epoch the shop's newest, on the shop's clock as it is, and end all but `keep` of the others. Call it with the shop's row locked. */
export async function startEpoch(parameters: StartEpochParameters): Promise<void> {
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
  // An ended epoch is kept: orders made before it ended are settled by it.
  await tx.proofKey.updateMany({ where: { shopId, epoch: { in: ended } }, data: { endsAt: createdAt } })
  await tx.proofKey.create({ data: { shopId, epoch, position, createdAt, signsFrom, ianaTimezone } })
}
