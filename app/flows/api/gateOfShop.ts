import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'

/** A gate, and its shop for time zone and currency. */
export type GateOfShop = { readonly shop: Shop; readonly gate: Gate }
