/** What EIP-1193 asks of a wallet, as far as it is used here. */
export type EvmProvider = {
  request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>
}

type WalletLabel = {
  readonly id: string
  /** Null where the wallet did not say it. */
  readonly name: string | null
  /** A data URI, or null. */
  readonly icon: string | null
}

/** A wallet of this browser for EVM chains. */
export type EvmWallet = WalletLabel & { readonly family?: 'evm'; readonly provider: EvmProvider }

/** A wallet of this browser for Solana. */
export type SolanaWallet = WalletLabel & { readonly family: 'solana'; readonly provider: SolanaProvider }

export type Wallet = EvmWallet | SolanaWallet

/** An account as the wallet gave it; it wants the very same object back. */
export type SolanaAccount = { readonly address: string; readonly chains?: readonly string[] }

/**
 * What Wallet Standard asks of a wallet, as far as it is used here: it has `standard:connect` and a way to sign.
 * @see https://github.com/wallet-standard/wallet-standard
 */
export type SolanaProvider = {
  readonly features: {
    readonly 'standard:connect': {
      readonly connect: () => Promise<{ readonly accounts: readonly SolanaAccount[] }>
    }
    readonly 'solana:signIn'?: {
      readonly signIn: (input: object) => Promise<readonly SignedText[]>
    }
    readonly 'solana:signMessage'?: {
      readonly signMessage: (input: {
        readonly account: SolanaAccount
        readonly message: Uint8Array
      }) => Promise<readonly SignedText[]>
    }
    readonly 'solana:signTransaction'?: {
      readonly signTransaction: (input: {
        readonly account: SolanaAccount
        readonly transaction: Uint8Array
        readonly chain: string
      }) => Promise<readonly { readonly signedTransaction: Uint8Array }[]>
    }
  }
}

/** What was signed, byte for byte, and the Ed25519 signature of it. */
export type SignedText = { readonly signedMessage: Uint8Array; readonly signature: Uint8Array }
