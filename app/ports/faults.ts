import type { FaultCount } from '../core/fault/types.ts'
import type { ShopId } from '../core/gate/types.ts'

/** Errors of each shop's requests and jobs, counted by the hour. Instants are unix seconds. */
export type FaultsPort = {
  /**
   * Count an error, or `count` of them. Several at once become one statement. An unknown shop counts nothing.
   */
  add: (parameters: { myshopifyDomain: string; code: string; at: number; count?: number }) => Promise<void>
  /** The errors since the hour of `since`, the most frequent first. */
  list: (parameters: { shopId: ShopId; since: number }) => Promise<FaultCount[]>
}
