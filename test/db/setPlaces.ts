import type { ShopId } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { runUncontended } from '../../app/db/reservations/runUncontended.ts'
import { setTotal } from '../../app/db/reservations/setTotal.ts'

export type SetPlacesParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly gate: number
  readonly total: number | null
}

/** Set a gate's total number of places, as saving the gate does. */
export async function setPlaces({ db, gate, ...rest }: SetPlacesParameters): Promise<void> {
  await runUncontended({ db, run: (tx) => setTotal({ tx, gate: BigInt(gate), ...rest }) })
}
