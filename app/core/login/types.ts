import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'

/** The door that issues a nonce; no other door finds it. The storefront's is the only one so far. */
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

/** A vault's delegation to a delegate. `token` is a single ERC-721 token or ERC-1155 id; null if it covers more. */
export type Delegation = {
  readonly vault: EvmAddress
  readonly delegate: EvmAddress
  readonly token: Vault['tokens'][number] | null
}

/** A wallet that a shopper claims to speak for. Every check reads its delegations from the chain again. */
export type Vault = {
  readonly address: EvmAddress
  /** The visit's wallets that may speak for it: at most four. */
  readonly delegates: readonly EvmAddress[]
  /** Single NFTs and ids of ERC-1155 contracts that it seems to have delegated: at most 25. Checks ask for them. */
  readonly tokens: readonly {
    readonly chain: ChainSlug
    readonly contract: EvmAddress
    readonly tokenId: bigint
  }[]
}

/** A wallet that staff typed: by its address, or by a name that stands for it. */
export type TypedWallet = ProvenWallet | { readonly kind: 'name'; readonly name: string }
