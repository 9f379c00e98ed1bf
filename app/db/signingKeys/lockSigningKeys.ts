import type { Prisma } from '../generated/client.ts'

/** Let processes change the signing keys one after the other; whoever only reads does not wait. */
export async function lockSigningKeys({ tx }: { tx: Prisma.TransactionClient }): Promise<void> {
  await tx.$executeRaw`LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE`
}
