import type { LedgerOrder, LedgerVerdict } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addJobs } from '../jobs/addJobs.ts'
import { claimReservations } from '../reservations/claimReservations.ts'
import { lockGates } from '../reservations/lockGates.ts'
import { repeatContended } from '../reservations/repeatContended.ts'
import { claimGrants } from './claimGrants.ts'

export type SettleGrantsParameters = LedgerOrder & { readonly db: Database }

/**
 * Let an order pay with its grants and keep its reservations, in one transaction. The earliest order wins, by its own
 * time, whatever arrives first; whom it displaces stands in the queue of orders again when this is done.
 */
export async function settleGrants({ db, ...order }: SettleGrantsParameters): Promise<LedgerVerdict> {
  return repeatContended({ db, run: (tx) => settleOnce({ tx, order }) })
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
