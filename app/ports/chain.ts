import type { ContractDescription } from '../core/chain/describe.ts'
import type { ChainSlug, EvmAddress, WalletAddress } from '../core/chain/types.ts'
import type { Loan, Vault } from '../core/login/types.ts'
import type { Balance, BalanceRead } from '../core/requirement/types.ts'

/** What chains are asked. */
export type ChainPort = {
  /** Whether this server has an endpoint of the chain. */
  canReadChain: (chain: ChainSlug) => boolean
  /**
   * One request per EVM chain, chains in parallel; answers in the order asked; never throws for a chain's fault. What
   * was read at most `maxAgeSeconds` ago may be answered again: 0 where something is unlocked by it.
   */
  readBalances: (parameters: { reads: readonly BalanceRead[]; maxAgeSeconds: number }) => Promise<Balance[]>
  /** How old what is only shown may be, in seconds. */
  showAgeSeconds: number
  /** @throws {UpstreamError} ERR_CHAIN_READ */
  describeContract: (parameters: {
    chain: ChainSlug
    contract: WalletAddress
  }) => Promise<ContractDescription>
  /**
   * Vaults that seem to have lent something to a wallet, and single NFTs among it: only a suggestion, at most 25, and
   * none where the chain does not say.
   */
  suggestVaults: (parameters: {
    delegate: EvmAddress
    chains: readonly ChainSlug[]
  }) => Promise<readonly Vault[]>
  /** What a vault has lent by its own word: at most 36 of each kind, none where a chain does not say. */
  listLoans: (parameters: { vault: EvmAddress; chains: readonly ChainSlug[] }) => Promise<readonly Loan[]>
  /**
   * Which ids of an ERC-721 a wallet holds, or held at a block, the first 256; null where the contract does not list
   * them.
   * @throws {UpstreamError} ERR_CHAIN_READ
   */
  readTokenIds: (parameters: {
    chain: ChainSlug
    contract: EvmAddress
    owner: EvmAddress
    block?: bigint | undefined
  }) => Promise<{ readonly tokenIds: readonly string[]; readonly amount: bigint } | null>
  /** The ENS name that an address goes by and that points back to it; null where there is none or nobody could say. */
  readEnsName: (parameters: { address: EvmAddress }) => Promise<string | null>
}
