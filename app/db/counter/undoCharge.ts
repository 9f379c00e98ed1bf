import type { CounterPort } from '../../ports/counter.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addUses } from '../reservations/addUses.ts'
import { lockGates } from '../reservations/lockGates.ts'
import { releaseUnits } from '../reservations/releaseUnits.ts'
import { runUncontended } from '../reservations/runUncontended.ts'

/** Undo a charge. @see CounterPort.undo */
export const undoCharge =
  (db: Database): CounterPort['undo'] =>
  (asked) =>
    runUncontended({ db, run: (tx) => undoOnce(tx, asked) })

type Asked = Parameters<CounterPort['undo']>[0]

async function undoOnce(
  tx: Prisma.TransactionClient,
  asked: Asked,
): Promise<'undone' | 'late' | 'ordered' | 'gone'> {
  const { shopId, tillId, id, since, at } = asked
  const found = await tx.counterCheck.findFirst({ where: { id, shopId, tillId } })
  const { gate, chargedAt } = found ?? {}
  if (gate === null || gate === undefined || chargedAt === null || chargedAt === undefined) return 'gone'
  await lockGates({ tx, gates: [{ shopId, gate }], mode: 'shared' })
  const { count } = await tx.counterCheck.updateMany({
    where: { id, undoneAt: null, orderId: null, chargedAt: { gte: BigInt(since) } },
    data: { undoneAt: BigInt(at) },
  })
  if (count === 0) {
    const standing = await tx.counterCheck.findUniqueOrThrow({ where: { id } })
    if (standing.orderId !== null) return 'ordered'
    return standing.undoneAt === null ? 'late' : 'gone'
  }
  await releaseUse(tx, { ...asked, gate })
  return 'undone'
}

/** Give the use back. A gate without limits has none, and staff may have released it already. */
async function releaseUse(
  tx: Prisma.TransactionClient,
  { shopId, id, gate, at }: Asked & { gate: bigint },
): Promise<void> {
  const [held] = await tx.$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT id FROM reservation WHERE shop_id = $1::bigint AND visit_id = $2 AND state = 'committed' FOR UPDATE`,
    shopId,
    id,
  )
  if (!held) return
  await tx.reservation.update({
    where: { id: held.id },
    data: { state: 'released', updatedAt: BigInt(at) },
  })
  await releaseUnits({ tx, reservationIds: [held.id] })
  await addUses({ tx, shopId, changes: [{ gate, change: -1 }] })
}
