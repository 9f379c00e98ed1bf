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

/** Set a gate's total number of places, as saving the gate does; in its row too, if it has one. */
export async function setPlaces({ db, gate, ...rest }: SetPlacesParameters): Promise<void> {
  const { shopId, total } = rest
  await runUncontended({
    db,
    run: async (tx) => {
      await tx.$executeRawUnsafe(
        `UPDATE gate SET limits = jsonb_set(limits, '{total}', COALESCE(to_jsonb($3::int), 'null'::jsonb))
          WHERE shop_id = $1::bigint AND number = $2::bigint`,
        shopId,
        BigInt(gate),
        total,
      )
      await setTotal({ tx, gate: BigInt(gate), ...rest })
    },
  })
}
