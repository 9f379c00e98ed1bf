import type { Prisma } from '../generated/client.ts'

/** A gate of a shop, as the ledger's tables hold it. */
export type LedgerGate = { readonly shopId: bigint; readonly gate: bigint }

/**
 * Keep others from changing how many places these gates have (`shared`), or from taking and giving back (`exclusive`),
 * until the transaction ends. Comes before every other lock of it.
 */
export async function lockGates(parameters: {
  readonly tx: Prisma.TransactionClient
  readonly gates: readonly LedgerGate[]
  readonly mode: 'shared' | 'exclusive'
}): Promise<void> {
  const { tx, gates, mode } = parameters
  // All callers in one order, so that no two can wait for each other.
  const names = [...new Set(gates.map(({ shopId, gate }) => `palisade places ${shopId} ${gate}`))].sort()
  if (names.length === 0) return
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await tx.$executeRawUnsafe(
    `SELECT ${lock}(hashtextextended(name, 0))::text FROM unnest($1::text[]) AS name`,
    names,
  )
}
