import type { ShopId } from '../../core/gate/types.ts'
import type { ReservationRow, ReservationState } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import { parseReservationRow } from './parseReservationRow.ts'

export type ListReservationsParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly gate?: number
  readonly state?: ReservationState
  /** Only older ones than this id. */
  readonly before?: bigint
  readonly limit: number
}

/** List a shop's reservations, newest first. */
export async function listReservations(parameters: ListReservationsParameters): Promise<ReservationRow[]> {
  const { db, shopId, gate, state, before, limit } = parameters
  const rows = await db.prisma.reservation.findMany({
    where: {
      shopId,
      ...(gate === undefined ? {} : { gate: BigInt(gate) }),
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map(parseReservationRow)
}
