import type { ContractDescription } from '../core/chain/describe.ts'
import type { ChainSlug, ContractAddress, EvmAddress, FlowAddress } from '../core/chain/types.ts'
import type { FlowKey } from '../core/login/flowSignature.ts'
import type { Delegation, Vault } from '../core/login/types.ts'
import type { TokenFace, TokenPlace } from '../core/redemption/tokenChoice.ts'
import type { Word } from '../core/requirement/calls/types.ts'
import type { Balance, BalanceRead } from '../core/requirement/reads.ts'
import type { TokenPicture } from '../core/token/picture.ts'
import type { KnownToken } from '../core/token/types.ts'

/** What a name stands for. `none`: nobody has set an address. `unread`: Ethereum or a gateway did not answer. */
export type EnsAnswer =
  | { readonly kind: 'found'; readonly address: EvmAddress }
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' }

/** One token's metadata. `absent`: there is none; `unread`: it did not come; `refused`: the operator does not allow it. */
export type TokenMetadata =
  | { readonly kind: 'read'; readonly item: unknown }
  | { readonly kind: 'absent' | 'unread' | 'refused' }
export type ReadTokenMetadata = (parameters: { readonly address: string }) => Promise<TokenMetadata>

/** Reads of chains. */
export type ChainPort = {
  /** Whether this server has an endpoint of the chain. */
  canReadChain: (chain: ChainSlug) => boolean
  /**
   * Read balances: one request for each EVM chain, all chains in parallel. Answers in the order asked, and never throws
   * if a chain fails. An answer may be `maxAgeSeconds` old: pass 0 if it unlocks something.
   */
  readBalances: (parameters: { reads: readonly BalanceRead[]; maxAgeSeconds: number }) => Promise<Balance[]>
  /** How old a balance that is only displayed may be, in seconds. */
  showAgeSeconds: number
  /** @throws {UpstreamError} ERR_CHAIN_READ */
  describeContract: (parameters: {
    chain: ChainSlug
    contract: ContractAddress
  }) => Promise<ContractDescription>
  /**
   * The picture that a token's own metadata names, or one of its first tokens'. Null if there is none that may be shown,
   * for whatever reason. Takes ten seconds at most, and longer if many are read at once.
   */
  readTokenPicture: (parameters: {
    chain: ChainSlug
    contract: ContractAddress
  }) => Promise<TokenPicture | null>
  /**
   * Read names and pictures of single tokens, as far as a chain itself has them: nothing else is asked. By the tokens'
   * keys, without those of which nothing is known. Never throws.
   */
  readTokenFaces: (parameters: { tokens: readonly TokenPlace[] }) => Promise<ReadonlyMap<string, TokenFace>>
  /** Read a token's metadata from an address that the operator allows. Never throws. */
  readTokenMetadata: ReadTokenMetadata
  /** The starts of addresses that the operator allows for metadata. */
  metadataSources: readonly string[]
  /** Tokens that are known without an address. The list is the server's own, and no chain is asked. */
  listKnownTokens: () => Promise<readonly KnownToken[]>
  /**
   * Vaults that seem to have delegated to a wallet, with the single NFTs that they delegated. Only a suggestion: at
   * most 25, and none if a chain cannot be read.
   */
  listVaultSuggestions: (parameters: {
    delegate: EvmAddress
    chains: readonly ChainSlug[]
  }) => Promise<readonly Vault[]>
  /** The delegations that a vault has made: at most 36 of each kind, none if a chain cannot be read. */
  listDelegations: (parameters: {
    vault: EvmAddress
    chains: readonly ChainSlug[]
  }) => Promise<readonly Delegation[]>
  /**
   * The first 256 token ids of an ERC-721 that a wallet holds, or held at a block; null if the contract does not list
   * them.
   * @throws {UpstreamError} ERR_CHAIN_READ
   */
  readTokenIds: (parameters: {
    chain: ChainSlug
    contract: EvmAddress
    owner: EvmAddress
    block?: bigint | undefined
  }) => Promise<{ readonly tokenIds: readonly string[]; readonly amount: bigint } | null>
  /**
   * The keys of a Flow account that may sign: those at the `named` places, then the heaviest, 40 at most. None for an
   * account that does not exist.
   * @throws {UpstreamError} ERR_CHAIN_READ
   */
  readFlowKeys: (parameters: {
    chain: ChainSlug
    address: FlowAddress
    named: readonly number[]
  }) => Promise<readonly FlowKey[]>
  /**
   * The primary ENS name of an address on a chain, if it resolves back to it; null if there is none or it could not be
   * read. `isKey`: the address has the same owner on every chain, so its name on Ethereum is its name too.
   */
  readEnsName: (parameters: {
    readonly address: EvmAddress
    readonly chain: ChainSlug
    readonly isKey: boolean
  }) => Promise<string | null>
  /** The hash by which contracts know an ENS name; null if it is no name. @see https://eips.ethereum.org/EIPS/eip-137 */
  hashName: (name: string) => Word | null
  /** Resolve names to addresses with ENS. Answers in the order asked, and never throws. */
  readEnsAddresses: (parameters: { names: readonly string[] }) => Promise<readonly EnsAnswer[]>
}
