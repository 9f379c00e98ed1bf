import type { ShopId } from '../core/gate/types.ts'
import type { ProofKey, StandingKey } from '../core/proofKey/types.ts'

/** The keys that sign proofs, one per epoch. Instants are unix seconds. */
export type ProofKeysPort = {
  /**
   * The shop's keys that have not ended, also one that does not sign yet: newest first, at most 3, never none.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
   */
  list: (parameters: { shopId: ShopId }) => Promise<ProofKey[]>
  /** The key of an epoch that `GrantsPort.open` has just answered; null if it has ended since. */
  findSigning: (parameters: { shopId: ShopId; epoch: string }) => Promise<ProofKey | null>
  /** List the same keys without their secrets; empty for an unknown shop. */
  listStanding: (parameters: { shopId: ShopId }) => Promise<StandingKey[]>
  /**
   * Store a new key that does not sign yet, with an entry in the audit log. Answers false, and stores nothing, if a
   * rotation is under way. `isAtOnce` ends every other key at the same instant; then false means that the shop has
   * changed its keys before: all others have ended, and the newest does not sign yet or was made within the last minute.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
   */
  rotate: (parameters: {
    shopId: ShopId
    /** 8 random hex digits. */
    epoch: string
    isAtOnce: boolean
    /** `staff:<user id>` or `system`. */
    actor: string
    at: number
  }) => Promise<boolean>
  /** Sign with a key from `at` on. No effect on a key that signs already or has ended. */
  sign: (parameters: { shopId: ShopId; epoch: string; at: number }) => Promise<void>
  /** End the keys that are older than a key that signs. Their rows stay: orders made before are settled with them. */
  closeOlder: (parameters: { shopId: ShopId; epoch: string; at: number }) => Promise<void>
  /** The end of the last grant that a key older than this signing key may have signed; null if there is none. */
  findLastProofEnd: (parameters: { shopId: ShopId; epoch: string }) => Promise<number | null>
}
