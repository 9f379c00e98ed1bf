import type { ShopId } from '../core/gate/types.ts'
import type { GrantRequest } from '../core/grant/types.ts'
import type { OpenedGrant } from '../core/redemption/types.ts'
import type { Visit } from '../core/visit/types.ts'
import type { KnownRows } from './known.ts'

/** Grants: each records the use of a proof in one cart or line. */
export type GrantsPort = {
  /**
   * Find or add the open grant of each scope, in one statement; answers in the order asked, with the epoch of the key that
   * signs now. An open grant is renewed: its end moves forward, never back. It keeps gates that are not asked for again,
   * because a cart may still have an earlier proof, which names them. `at` is in unix seconds. The same statement records
   * what the visit has seen, if `seen` is given.
   * @throws {ConflictError} ERR_SHOP_CHANGED if the shop or a gate is not as known; then nothing is granted, and this
   * process reads them anew
   * @throws {LoginError} ERR_SESSION_UNKNOWN if the visit is not this shop's
   * @throws {ConflictError} ERR_KEYS_CHANGING if no key of the shop signs
   * @throws {InputError} ERR_BODY_INVALID if the visit has asked for too many grants, and these are not open
   */
  open: (parameters: {
    shopId: ShopId
    visitId: string
    grants: readonly GrantRequest[]
    at: number
    /** Null for grants that depend on no gate as it is now. */
    known: KnownRows | null
    seen: Visit['seen']
  }) => Promise<OpenedGrant[]>
}
