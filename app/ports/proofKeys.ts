import type { ShopId } from '../core/gate/types.ts'
import type { ProofKey, StandingKey } from '../core/proofKey/types.ts'

/** The keys that sign proofs. Instants are unix seconds. */
export type ProofKeysPort = {
  /**
   * Those that count, also one that does not sign yet: newest first, at most 3, never empty for an installed shop.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
   */
  list: (parameters: { shopId: ShopId }) => Promise<ProofKey[]>
  /** The same without the keys themselves. */
  listStanding: (parameters: { shopId: ShopId }) => Promise<StandingKey[]>
  /**
   * Store a new key that does not sign yet; `isAtOnce` ends every other one in the same moment. False where a rotation
   * is under way that this one is part of.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
   */
  rotate: (parameters: {
    shopId: ShopId
    epoch: string
    isAtOnce: boolean
    actor: string
    at: number
  }) => Promise<boolean>
  /** Sign with a key from now on. Nothing for one that signs already or has ended. */
  sign: (parameters: { shopId: ShopId; epoch: string; at: number }) => Promise<void>
  /** End what is older than a key that signs. */
  endOlder: (parameters: { shopId: ShopId; epoch: string; at: number }) => Promise<void>
  /** When the last grant ends that an older key than this signing one may have signed; null where there is none. */
  findLastProofEnd: (parameters: { shopId: ShopId; epoch: string }) => Promise<number | null>
}
