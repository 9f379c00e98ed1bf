import type { StandinShop, StandinState } from '../state.ts'
import type { FunctionExtension } from './loadFunctionExtension.ts'

/** A cart and checkout validation as the merchant's shop holds it. `id` is a `gid://shopify/Validation/…`. */
export type StandinValidation = {
  id: string
  title: string
  functionHandle: string
  enabled: boolean
  blockOnFailure: boolean
}

/** What a shop's checkout works with. */
export type CheckoutContext = {
  state: StandinState
  shop: StandinShop
  /** Deployed Functions by handle. */
  functions: ReadonlyMap<string, FunctionExtension>
  validations: readonly StandinValidation[]
}
