import type { Prisma } from '../generated/client.ts'

/** Forget the import of a list that is not finished, or only the one named, with what it brought. */
export async function dropImport(parameters: {
  tx: Prisma.TransactionClient
  listId: string
  importId?: string
}): Promise<void> {
  const { tx, listId, importId } = parameters
  const where = importId === undefined ? { listId } : { listId, id: importId }
  const standing = await tx.listImport.findFirst({ where })
  if (standing === null) return
  // The row first: it waits for lines that are being written, and then there will be no more of them.
  await tx.listImport.deleteMany({ where: { id: standing.id } })
  await tx.listEntry.deleteMany({ where: { listId, version: standing.version } })
}
