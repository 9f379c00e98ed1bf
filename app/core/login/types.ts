import type { ChainSlug, EvmAddress } from '../chain/types.ts'

/** The doors a nonce can be issued at; one door's nonce is unknown at the other. */
export type NonceDoor = 'proxy'

/** A login that waits for its signature. `message` is the exact text the wallet signs. */
export type IssuedNonce = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  readonly chain: ChainSlug
  readonly walletAddress: EvmAddress
  readonly message: string
  readonly statement: string
  readonly format: 'siwe'
  readonly issuedAt: number
  readonly expiresAt: number
}

/** A wallet that has signed. A `contract` wallet is an identity on the chain where it signed only. */
export type ProvenWallet = {
  readonly chain: ChainSlug
  readonly address: EvmAddress
  readonly kind: 'key' | 'contract'
}
