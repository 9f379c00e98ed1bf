import type { ShopId } from '../core/gate/types.ts'
import type { PassMark, StaffPass } from '../core/staffPass/types.ts'

/** One-time passes that staff made. Instants are unix seconds. */
export type StaffPassesPort = {
  /**
   * Store a pass and its visit, which has no wallet. `tokenHash` is the SHA-256 of the token in its link. The caller has
   * reserved its use.
   */
  create: (parameters: { pass: Omit<StaffPass, 'use'>; tokenHash: string }) => Promise<void>
  /** The shop's passes among `ids`, by id, each with its use. */
  find: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<StaffPass[]>
  /** Passes of a gate, newest first, each with its use. `before` is the last of the previous page. */
  list: (parameters: {
    shopId: ShopId
    gate: number
    before?: PassMark | undefined
    limit: number
  }) => Promise<StaffPass[]>
}
