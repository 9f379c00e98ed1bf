import type { LedgerOrder, LedgerVerdict } from '../core/redemption/types.ts'
import type { LedgerPort } from '../ports/ledger.ts'
import type { Database } from './database.ts'
import type { Prisma } from './generated/client.ts'
import { addJobs } from './jobs.ts'
import { claimGrants } from './ledger/claimGrants.ts'
import { parseGrantRow } from './ledger/parseGrantRow.ts'
import { claimReservations } from './reservations/claimReservations.ts'
import { lockGates } from './reservations/lockGates.ts'
import { runUncontended } from './reservations/runUncontended.ts'

/** Store the ledger in the tables `grant`, `reservation`, `redemption` and `total_slot`. */
export function createLedgerPort({ db }: { db: Database }): LedgerPort {
  return {
    settle: (order) => runUncontended({ db, run: (tx) => settleOnce({ tx, order }) }),
    findGrants: async ({ shopId, ids }) => {
      if (ids.length === 0) return []
      const where = { shopId, id: { in: [...ids] } }
      const rows = await db.prisma.grant.findMany({ where, orderBy: { id: 'asc' } })
      return rows.map(parseGrantRow)
    },
  }
}

async function settleOnce(parameters: {
  tx: Prisma.TransactionClient
  order: LedgerOrder
}): Promise<LedgerVerdict> {
  const { tx, order } = parameters
  const { shopId, orderId, at } = order
  const used = await tx.reservation.findMany({ where: { shopId, orderId }, select: { gate: true } })
  const named = order.grants.flatMap(({ limited, released }) => [...limited, ...released])
  const gates = [...used.map(({ gate }) => gate), ...named.map(BigInt)]
  await lockGates({ tx, gates: gates.map((gate) => ({ shopId, gate })), mode: 'shared' })
  const { paid, taken, displaced } = await claimGrants({ tx, order })
  const grants = order.grants.filter(({ id }) => paid.includes(id))
  const claimed = await claimReservations({ tx, order, grants })
  const again = [...new Set([...displaced, ...claimed.displaced])]
  await addJobs({ tx, shopId, kind: 'order', keys: again.map(String), runAt: at })
  return { paid, taken, missing: claimed.missing, displaced: again }
}
