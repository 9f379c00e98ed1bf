import type { ChainSlug, EvmAddress, SolanaAddress } from '../../core/chain/types.ts'

/** What tells whether a wallet signed, one port a line; part of FlowContext. */
export type LoginPorts = {
  /** The base64 of an unsigned transaction that carries a text in a memo and that no cluster would take. */
  composeMemoTransaction: (parameters: { address: SolanaAddress; text: string }) => string
  /** Whether a base64 transaction carries this text in its one memo and is signed by this wallet, its only signer. */
  verifyMemoTransaction: (parameters: {
    address: SolanaAddress
    text: string
    transaction: string
  }) => boolean
  /** EIP-191 recovery; null for anything that is not a 65-byte signature of a point on the curve. */
  recoverEvmAddress: (parameters: { message: string; signature: string }) => EvmAddress | null
  /** ERC-1271 and ERC-6492. @throws {UpstreamError} ERR_CHAIN_READ */
  verifyContractSignature: (parameters: {
    chain: ChainSlug
    address: EvmAddress
    message: string
    signature: string
  }) => Promise<boolean>
  /** Strict Ed25519 over the text's bytes, or over the off-chain envelope of them. `signature` in base58 or base64. */
  verifySolanaSignature: (parameters: {
    address: SolanaAddress
    message: string
    signature: string
  }) => boolean
}
