import type { Prisma } from '../generated/client.ts'

// In the order of the key, so that no two transactions deadlock.
const ADD = `INSERT INTO gate_use (shop_id, gate, committed)
  SELECT $1::bigint, gate, sum(change) FROM unnest($2::text[]::bigint[], $3::int[]) AS changed(gate, change)
  GROUP BY gate HAVING sum(change) <> 0 ORDER BY gate
  ON CONFLICT (shop_id, gate) DO UPDATE SET committed = gate_use.committed + EXCLUDED.committed`

/** A gate that has one committed reservation more (1) or less (-1). */
export type UseChange = { readonly gate: number | bigint; readonly change: 1 | -1 }

/**
 * Change the counters of committed reservations, in the transaction that changes the reservations. Call it last, because
 * all orders of a gate wait for its counter until the transaction ends.
 */
export async function addUses(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  changes: readonly UseChange[]
}): Promise<void> {
  const { tx, shopId, changes } = parameters
  if (changes.length === 0) return
  const gates = changes.map(({ gate }) => String(gate))
  await tx.$executeRawUnsafe(
    ADD,
    shopId,
    gates,
    changes.map(({ change }) => change),
  )
}
