import type { ShopId } from '../core/gate/types.ts'
import type { GrantRequest } from '../core/grant/types.ts'
import type { OpenedGrant } from '../core/redemption/types.ts'

/** Grants: what a proof entitles one cart or line to. */
export type GrantsPort = {
  /**
   * Find or make the open grant of each scope, in one statement; answers in the order asked, each with the epoch of
   * the key that signs now, which is written down with it.
   */
  open: (parameters: {
    shopId: ShopId
    visitId: string
    grants: readonly GrantRequest[]
    at: number
  }) => Promise<OpenedGrant[]>
}
