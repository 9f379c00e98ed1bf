import type { StandinShop, StandinState } from '../state.ts'
import type { FunctionExtension } from './loadFunctionExtension.ts'

/** What a shop's checkout works with. */
export type CheckoutContext = {
  state: StandinState
  shop: StandinShop
  /** Deployed Functions by handle. */
  functions: ReadonlyMap<string, FunctionExtension>
}
