import type { ChainSlug, EvmAddress, SolanaAddress } from '../core/chain/types.ts'

/** What tells whether a wallet signed. */
export type LoginPort = {
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
  /**
   * Which of these messages a contract wallet signed, or null: ERC-1271 and ERC-6492, one request for all of them. The
   * likeliest come first: of a signature above 1 KiB not all of 40 fit. @throws {UpstreamError} ERR_CHAIN_READ
   */
  findContractSigned: (parameters: {
    chain: ChainSlug
    address: EvmAddress
    messages: readonly string[]
    signature: string
  }) => Promise<string | null>
  /** Strict Ed25519 over the text's bytes, or over the off-chain envelope of them. `signature` in base58 or base64. */
  verifySolanaSignature: (parameters: {
    address: SolanaAddress
    message: string
    signature: string
  }) => boolean
}
