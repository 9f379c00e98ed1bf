import type { GateNumber } from '../../core/gate/types.ts'
import type { ReservationRow, ReservationState } from '../../core/redemption/types.ts'
import { parseUnits } from '../../core/redemption/unitsJson.ts'
import type { Reservation } from '../generated/client.ts'

/** Parse a row of `reservation`. */
export function parseReservationRow(row: Omit<Reservation, 'shopId' | 'openKey'>): ReservationRow {
  return {
    id: row.id,
    gate: Number(row.gate) as GateNumber,
    revision: row.revision,
    visitId: row.visitId,
    state: row.state as ReservationState,
    units: parseUnits(row.units),
    endsAt: Number(row.endsAt),
    orderId: row.orderId,
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
  }
}
