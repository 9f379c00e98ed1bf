import { parseUnits } from '../../core/redemption/unitsJson.ts'
import type { Prisma } from '../generated/client.ts'
import { addNews } from './addNews.ts'
import { splitUnits } from './splitUnits.ts'

/** Tell receivers that reservations were released, in the transaction that releases them. */
export async function addReleaseNews({
  tx,
  reservationIds,
  because,
  at,
}: {
  tx: Prisma.TransactionClient
  reservationIds: readonly bigint[]
  because: 'abandoned' | 'staff'
  at: number
}): Promise<void> {
  // Most shops have no receiver, so their rows are not read.
  const rows = await tx.reservation.findMany({
    where: { id: { in: [...reservationIds] }, shopId: { in: await listTold(tx, reservationIds) } },
    orderBy: { id: 'asc' },
  })
  const news = rows.map((row) => {
    const gate = Number(row.gate)
    const orderId = row.orderId === null ? null : Number(row.orderId)
    return {
      ...{ shopId: row.shopId, kind: 'gate.released' as const, gate, visitId: row.visitId },
      ...(row.orderId !== null && { orderId: row.orderId }),
      data: { gate, because, orderId, orderName: null },
      personal: splitUnits(parseUnits(row.units)),
    }
  })
  await addNews({ tx, at, news })
}

/** The shops of reservations that have a receiver which is told of releases. */
async function listTold(tx: Prisma.TransactionClient, reservationIds: readonly bigint[]): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ shop_id: bigint }[]>`SELECT DISTINCT receiver.shop_id FROM receiver
    JOIN reservation ON reservation.shop_id = receiver.shop_id AND reservation.id = ANY(${[...reservationIds]})
    WHERE receiver.state = 'on' AND 'gate.released' = ANY(receiver.messages)`
  return rows.map(({ shop_id: shopId }) => shopId)
}
