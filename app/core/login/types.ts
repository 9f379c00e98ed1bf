import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'

/** The doors a nonce can be issued at; one door's nonce is unknown at the other. */
export type NonceDoor = 'proxy'

/**
 * What the wallet signs: an EIP-4361 text, its Solana counterpart, or a Solana transaction that carries the text in a
 * memo and is never sent, for wallets that cannot sign texts.
 */
export type LoginMethod = 'siwe' | 'siws' | 'memo'

/** A login that waits for its signature. `message` is the exact text the wallet signs. */
export type IssuedNonce = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  readonly chain: ChainSlug
  readonly walletAddress: WalletAddress
  readonly message: string
  readonly statement: string
  readonly format: LoginMethod
  readonly issuedAt: number
  readonly expiresAt: number
}

/** A wallet that has signed. A `contract` wallet is an identity on the chain where it signed only. */
export type ProvenWallet = {
  readonly chain: ChainSlug
  readonly address: WalletAddress
  readonly kind: 'key' | 'contract'
}

/** That a vault has lent something to a delegate; which token, where it is a single ERC-721 one or one ERC-1155 id. */
export type Loan = {
  readonly vault: EvmAddress
  readonly delegate: EvmAddress
  readonly token: Vault['tokens'][number] | null
}

/** A wallet that a shopper says it speaks for. What it has lent is asked of the chain with every check. */
export type Vault = {
  readonly address: EvmAddress
  /** Those of the visit's wallets that may speak for it: at most four. */
  readonly delegates: readonly EvmAddress[]
  /** Single NFTs and ids of ERC-1155 contracts it seems to have lent, to be asked for: at most 25. */
  readonly tokens: readonly {
    readonly chain: ChainSlug
    readonly contract: EvmAddress
    readonly tokenId: bigint
  }[]
}
