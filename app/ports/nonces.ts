import type { IssuedNonce, NonceDoor } from '../core/login/types.ts'

/**
 * Identifies a nonce that was issued at one door of one shop. `now` is in unix seconds: an expired nonce is not found.
 */
type NonceKey = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  readonly now: number
}

/** Nonces of the storefront’s sign-in. */
export type NoncesPort = {
  issue: (nonce: IssuedNonce) => Promise<void>
  find: (key: NonceKey) => Promise<IssuedNonce | null>
  /** Use a nonce up, in one statement; true for exactly one of any number of callers. */
  consume: (key: NonceKey) => Promise<boolean>
}
