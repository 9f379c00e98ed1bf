// biome-ignore-all lint/performance/noBarrelFile: what a storefront may import is named here, and nowhere else.

export { PalisadeError, type PalisadeErrorCode } from '../server/PalisadeError.ts'
export { createGates, type Gates } from './createGates.ts'
export { createStorefrontCart } from './createStorefrontCart.ts'
export {
  type PlanCartAttributesParameters,
  type PlanLineAttributesParameters,
  planCartAttributes,
  planLineAttributes,
  proofKey,
} from './planCart.ts'
export type { GatesOptions, StorefrontCartOptions } from './readOptions.ts'
export type * from './types.ts'
export { type WriteProofsParameters, writeProofs } from './writeProofs.ts'
