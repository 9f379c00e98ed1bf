/** The part of EIP-1193 that is used here. */
export type EvmProvider = {
  request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>
  /** Absent in wallets without events. */
  on?: (event: 'accountsChanged' | 'disconnect', listener: (value: unknown) => void) => unknown
}

type WalletLabel = {
  readonly id: string
  /** Null if the wallet did not give it. */
  readonly name: string | null
  /** A data URI, or null. */
  readonly icon: string | null
}

/** A wallet of this browser for EVM chains. */
export type EvmWallet = WalletLabel & { readonly family?: 'evm'; readonly provider: EvmProvider }

/** A wallet of this browser for Solana. */
export type SolanaWallet = WalletLabel & { readonly family: 'solana'; readonly provider: SolanaProvider }

export type Wallet = EvmWallet | SolanaWallet

/** An account as the wallet returned it; the wallet needs the same object back. */
export type SolanaAccount = { readonly address: string; readonly chains?: readonly string[] }

/**
 * The part of Wallet Standard that is used here: `standard:connect` and a way to sign.
 * @see https://github.com/wallet-standard/wallet-standard
 */
export type SolanaProvider = {
  readonly features: {
    readonly 'standard:connect': {
      readonly connect: () => Promise<{ readonly accounts: readonly SolanaAccount[] }>
    }
    readonly 'standard:events'?: {
      readonly on: (
        event: 'change',
        listener: (changed: { readonly accounts?: readonly SolanaAccount[] }) => void,
      ) => unknown
    }
    readonly 'solana:signIn'?: {
      readonly signIn: (
        input: object,
      ) => Promise<readonly (SignedText & { readonly account: SolanaAccount })[]>
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

/** The signed bytes and their Ed25519 signature. */
export type SignedText = { readonly signedMessage: Uint8Array; readonly signature: Uint8Array }
