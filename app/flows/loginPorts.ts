import type { SolanaAddress } from '../core/chain/types.ts'

/** What logins with Solana wallets that cannot sign texts need; part of FlowContext. */
export type LoginPorts = {
  /** The base64 of an unsigned transaction that carries a text in a memo and that no cluster would take. */
  composeMemoTransaction: (parameters: { address: SolanaAddress; text: string }) => string
  /** Whether a base64 transaction carries this text in its one memo and is signed by this wallet, its only signer. */
  verifyMemoTransaction: (parameters: {
    address: SolanaAddress
    text: string
    transaction: string
  }) => boolean
}
