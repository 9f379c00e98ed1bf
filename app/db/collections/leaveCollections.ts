import type { Prisma } from '../generated/client.ts'

/** Let products leave collections, in the transaction that keeps it: how long each was in it is kept; answers how many left. */
export async function leaveCollections({
  tx,
  where,
  at,
}: {
  tx: Prisma.TransactionClient
  where: Prisma.CollectionProductWhereInput
  /** Unix seconds. */
  at: number
}): Promise<number> {
  const gone = await tx.collectionProduct.findMany({ where })
  await tx.collectionProduct.deleteMany({ where })
  await tx.collectionStay.createMany({
    data: gone.map((row) => ({ ...row, leftAt: BigInt(at) })),
    skipDuplicates: true,
  })
  return gone.length
}
