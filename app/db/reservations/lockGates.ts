import type { Prisma } from '../generated/client.ts'

type LedgerGate = { readonly shopId: bigint; readonly gate: bigint }

/**
 * Lock gates until the transaction ends. `shared`: no other transaction changes their number of slots. `exclusive`:
 * none takes or frees slots either. Call it before every other lock of the transaction.
 */
export async function lockGates(parameters: {
  tx: Prisma.TransactionClient
  gates: readonly LedgerGate[]
  mode: 'shared' | 'exclusive'
}): Promise<void> {
  const { tx, gates, mode } = parameters
  // All callers lock in the same order, so that no two deadlock.
  const names = [...new Set(gates.map(({ shopId, gate }) => `palisade places ${shopId} ${gate}`))].sort()
  if (names.length === 0) return
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await tx.$executeRawUnsafe(
    `SELECT ${lock}(hashtextextended(name, 0))::text FROM unnest($1::text[]) AS name`,
    names,
  )
}
