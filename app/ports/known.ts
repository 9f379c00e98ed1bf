import type { Gate, ShopId } from '../core/gate/types.ts'
import type { Known } from '../core/known.ts'

/** The shop and the gates that a request acts on, as it knows them. */
export type KnownRows = {
  readonly shop: Known<{ readonly id: ShopId }>
  readonly gates: readonly Known<Pick<Gate, 'number'>>[]
}
