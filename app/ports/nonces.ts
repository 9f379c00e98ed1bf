import type { IssuedNonce, NonceDoor } from '../core/login/types.ts'

/** Nonces of the storefront’s sign-in. */
export type NoncesPort = {
  issue: (nonce: IssuedNonce) => Promise<void>
  find: (parameters: {
    value: string
    door: NonceDoor
    shopId: bigint
    now: number
  }) => Promise<IssuedNonce | null>
  /** One statement; true for exactly one of any number of callers. */
  consume: (parameters: { value: string; door: NonceDoor; shopId: bigint; now: number }) => Promise<boolean>
}
