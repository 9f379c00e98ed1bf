import type { StandinShop, StandinState } from '../state.ts'
import type { FunctionExtension } from './loadFunctionExtension.ts'

/** Context of a shop's checkout. */
export type CheckoutContext = {
  state: StandinState
  shop: StandinShop
  /** Deployed Functions by handle. */
  functions: ReadonlyMap<string, FunctionExtension>
}
