import type { ChainSlug, EvmAddress, SolanaAddress } from '../core/chain/types.ts'
import type { FlowKey, FlowSignature } from '../core/login/flowSignature.ts'

/** Checks of wallet signatures. */
export type LoginPort = {
  /**
   * An unsigned transaction, in base64, that carries a text in a memo. No cluster accepts it.
   * @throws {InputError} ERR_ADDRESS_INVALID. @throws {LoginError} ERR_LOGIN_MISMATCH if the text does not fit into a memo
   */
  composeMemoTransaction: (parameters: { address: SolanaAddress; text: string }) => string
  /** Whether a base64 transaction has this text as its only memo and this wallet as its only signer. */
  verifyMemoTransaction: (parameters: {
    address: SolanaAddress
    text: string
    transaction: string
  }) => boolean
  /** Recover the signer by EIP-191; null if the text is not a valid 65-byte signature. */
  recoverEvmAddress: (parameters: { message: string; signature: string }) => EvmAddress | null
  /**
   * The message that a contract wallet signed, by ERC-1271 or ERC-6492, or null; one request for all messages. Put the
   * likeliest first: with a signature above 1 KiB fewer than 40 messages fit.
   * @throws {UpstreamError} ERR_CHAIN_READ
   */
  findContractSigned: (parameters: {
    chain: ChainSlug
    address: EvmAddress
    messages: readonly string[]
    signature: string
  }) => Promise<string | null>
  /** Verify strict Ed25519 over the text's bytes, or over their off-chain envelope. `signature` in base58 or base64. */
  verifySolanaSignature: (parameters: {
    address: SolanaAddress
    message: string
    signature: string
  }) => boolean
  /** The keys of a Flow account with which a text was signed, under Flow's tag for texts of users. */
  listFlowSigners: (parameters: {
    message: string
    signatures: readonly FlowSignature[]
    keys: readonly FlowKey[]
  }) => readonly FlowKey[]
}
