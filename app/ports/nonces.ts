import type { LeasedCounter } from '../core/limit/types.ts'
import type { IssuedNonce, NonceDoor } from '../core/login/types.ts'
import type { KnownRows } from './known.ts'
import type { NewVisit } from './visits.ts'

/**
 * Identifies a nonce that was issued at one door of one shop. `now` is in unix seconds: an expired nonce is not found.
 */
export type NonceKey = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  readonly now: number
}

/**
 * What must hold in the statement that writes. `known` is the shop with its gates; null where nothing depends on them.
 * A unit of each counter is taken. `ahead` as in `LimitsPort.take`.
 */
export type WriteCondition = {
  readonly known: KnownRows | null
  readonly counters: readonly LeasedCounter[]
  readonly ahead: readonly LeasedCounter[]
}

/** Nonces of the storefront’s sign-in. */
export type NoncesPort = {
  /**
   * Store a nonce. Answers the counter with too few units left, and stores nothing; null if it is stored.
   * @throws {ConflictError} ERR_SHOP_CHANGED if the shop is not as known; then this process reads it anew
   */
  issue: (nonce: IssuedNonce, condition: WriteCondition) => Promise<LeasedCounter | null>
  /**
   * Take a unit of each counter and find a nonce, in one statement; in none if this process has the units and issued the
   * nonce. It remembers what it has issued, so a nonce that another process has used may still be found: `consume`
   * decides. Answers the counter with too few units left instead, as `short`.
   */
  find: (
    key: NonceKey,
    counters: readonly LeasedCounter[],
  ) => Promise<{ readonly short: LeasedCounter } | { readonly nonce: IssuedNonce | null }>
  /**
   * Use a nonce up and create the visit that it begins, if one is given, in one statement. Of any number of callers
   * exactly one gets `consumed`. A counter with too few units left is answered instead, and the nonce stays.
   * @throws {ConflictError} as `issue`; then the nonce stays
   */
  consume: (
    key: NonceKey,
    condition: WriteCondition & { readonly visit: NewVisit | null },
  ) => Promise<'consumed' | 'unknown' | LeasedCounter>
}
