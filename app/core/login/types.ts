import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'

/** The door that issues a nonce; no other door finds it. The storefront's is the only one so far. */
export type NonceDoor = 'proxy'

/**
 * What the wallet signs: a text, which is EIP-4361 or its Solana counterpart, or a Solana transaction that carries the
 * text in a memo and is never sent, for wallets that cannot sign texts.
 */
export type LoginMethod = 'text' | 'memo'

/** A login that waits for its signature: what its text says besides the account and the chain. */
export type IssuedNonce = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  /** The only wallet that may sign it, with its chain; null if it was issued before a wallet was connected. */
  readonly wallet: { readonly chain: ChainSlug; readonly address: WalletAddress } | null
  readonly domain: string
  readonly uri: string
  readonly statement: string
  readonly method: LoginMethod
  /** As in `LoginFields`. */
  readonly keyThumbprint: string | null
  readonly issuedAt: number
  readonly expiresAt: number
}

/**
 * A nonce with the text to sign. Without a wallet, `[family]`, `[address]` and `[chain]` are still to be filled in. For a
 * memo it has the transaction to sign, too, in base64.
 */
export type IssuedLogin = IssuedNonce & { readonly message: string; readonly transaction?: string }

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
