import { chains } from '../core/chain/chains.ts'
import type { ContractDescription } from '../core/chain/describe.ts'
import { familyOf, isEvmAddress } from '../core/chain/familyOf.ts'
import type { ScanRole } from '../core/chain/tokenIdScan.ts'
import type { Chain, ChainSlug } from '../core/chain/types.ts'
import type { ChainPort } from '../ports/chain.ts'
import type { TokenIdScansPort } from '../ports/tokenIdScans.ts'
import { askHeads } from './askHeads.ts'
import { createListLoans } from './evm/createListLoans.ts'
import { createSuggestVaults } from './evm/createSuggestVaults.ts'
import { createDescribeContract } from './evm/describeEvmContract.ts'
import { createReadEnsName } from './evm/ens/createReadEnsName.ts'
import { createFindTokenIds, type FindTokenIds } from './evm/erc1155/createFindTokenIds.ts'
import { readFirstBlocks } from './evm/erc1155/readFirstBlocks.ts'
import { createFindContractSigned } from './evm/findEvmContractSigned.ts'
import { createReadEvmBalances } from './evm/readEvmBalances.ts'
import { createReadTokenIds } from './evm/readTokenIds.ts'
import { probeSources } from './probeSources.ts'
import { rememberContracts } from './rememberContracts.ts'
import { askTwice } from './rpc/askTwice.ts'
import { createCachedBalances } from './rpc/createCachedBalances.ts'
import { createRpc } from './rpc/createRpc.ts'
import { createRpcMetrics } from './rpc/createRpcMetrics.ts'
import { createSources, type Sources } from './rpc/createSources.ts'
import { joinFamilies, type ReadBalances } from './rpc/joinFamilies.ts'
import { readDasEndpoints, readEndpoints, readSecondOpinions } from './rpc/readEndpoints.ts'
import { requireAgreement } from './rpc/requireAgreement.ts'
import type { Rpc } from './rpc/types.ts'
import { createDescribeSolana } from './solana/describeSolana.ts'
import { createReadSolanaBalances } from './solana/readSolanaBalances.ts'

export type OpenChainsParameters = {
  /** `RPC_URL_…`, `RPC_SECOND_OPINION_…`, `DAS_URL_SOLANA` and `ERC1155_FIRST_BLOCK_…` are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ensGateways: readonly string[]
  /** Unix seconds. */
  readonly now: () => number
  /** Receives what is wrong with which source, without its URL. */
  readonly warn: (sentence: string) => void
  /** Stores how far logs were scanned. Without it each count scans from the start. */
  readonly tokenIdScans?: TokenIdScansPort
}

const keepNothing: TokenIdScansPort = { find: async () => [], save: async () => {} }

/**
 * Open every chain that the environment names, with its sources, their health and their metrics.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function openChains({
  env,
  ensGateways,
  now,
  warn,
  tokenIdScans: scans = keepNothing,
}: OpenChainsParameters) {
  const findFirstBlock = readFirstBlocks(env)
  const count = ({ rpc, role }: { rpc: Rpc; role: ScanRole }) =>
    createFindTokenIds({ rpc, role, scans, findFirstBlock, now, warn })
  const endpoints = readEndpoints(env)
  const opinions = readSecondOpinions({ env, endpoints })
  const metrics = createRpcMetrics()
  const seconds = createSources({ endpoints: opinions, role: 'second', count: metrics.count })
  const sources = createSources({ endpoints, witnesses: seconds, count: metrics.count })
  const rpc = createRpc({ sources, warn })
  const indexes = createSources({ endpoints: readDasEndpoints(env), role: 'das', count: metrics.count })
  const das = indexes.list().length === 0 ? null : createRpc({ sources: indexes, warn })
  const readBalances = openReader({ rpc, das, now, findTokenIds: count({ rpc, role: 'first' }) })
  // The second reader gets no index, as the same index would always agree with itself. So an asset that only the index
  // has is unread if the chain has a second opinion.
  const rpcAgain = createRpc({ sources: seconds, warn })
  const readAgain = openReader({
    rpc: rpcAgain,
    das: null,
    now,
    findTokenIds: count({ rpc: rpcAgain, role: 'second' }),
  })
  return {
    /** Chains that have an endpoint, in the table's order. */
    configured: chains.filter((chain): chain is Chain => endpoints.has(chain.slug)),
    canReadChain: (chain: ChainSlug) => endpoints.has(chain),
    readBalances: createCachedBalances({
      readBalances: askTwice({ readBalances, readAgain, chains: opinions }),
      now,
    }),
    describeContract: rememberContracts({
      describeContract: requireAgreement({
        ask: openDescriber({ rpc, das }),
        askAgain: openDescriber({ rpc: rpcAgain, das: null }),
        chains: opinions,
        // Decimals decide amounts. Names are only displayed, so they may differ.
        isSame: (first, second) => decimalsOf(first) === decimalsOf(second),
      }),
      now,
    }),
    findContractSigned: requireAgreement({
      ask: createFindContractSigned({ rpc }),
      askAgain: createFindContractSigned({ rpc: rpcAgain }),
      chains: opinions,
      isSame: (first, second) => first === second,
    }),
    readTokenIds: requireAgreement({
      ask: createReadTokenIds({ rpc }),
      askAgain: createReadTokenIds({ rpc: rpcAgain }),
      chains: opinions,
      isSame: isSameIds,
    }),
    suggestVaults: createSuggestVaults({ rpc }),
    listLoans: createListLoans({ rpc }),
    readEnsName: createReadEnsName({ rpc, gateways: ensGateways, now }),
    metrics,
    listSources: () => [...sources.report(), ...seconds.report(), ...indexes.report()],
    /**
     * Probe all sources once, and unsettled ones again every minute. Ask for latest blocks every 30 seconds.
     * Returns a function that stops both.
     */
    watchSources: () => watchSources({ nodes: [sources, seconds], indexes, warn }),
  }
}

function decimalsOf(description: ContractDescription): number | null {
  return 'decimals' in description ? description.decimals : null
}

type TokenIds = Awaited<ReturnType<ChainPort['readTokenIds']>>

function isSameIds(first: TokenIds, second: TokenIds): boolean {
  if (first === null || second === null) return first === second
  return first.amount === second.amount && first.tokenIds.join() === second.tokenIds.join()
}

function openReader({
  rpc,
  das,
  now,
  findTokenIds,
}: {
  rpc: Rpc
  das: Rpc | null
  now: () => number
  findTokenIds: FindTokenIds
}): ReadBalances {
  return joinFamilies({
    readEvmBalances: createReadEvmBalances({ rpc, now, findTokenIds }),
    readSolanaBalances: createReadSolanaBalances({ rpc, das, now }),
  })
}

function openDescriber({ rpc, das }: { rpc: Rpc; das: Rpc | null }): ChainPort['describeContract'] {
  const describeEvm = createDescribeContract({ rpc })
  const describeSolana = createDescribeSolana({ rpc, das })
  return async ({ chain, contract }) => {
    // An address of another family is no contract on this chain.
    if (isEvmAddress(contract) !== (familyOf(chain) === 'evm')) return { kind: 'unknown', reason: 'no-code' }
    return isEvmAddress(contract) ? describeEvm({ chain, contract }) : describeSolana({ contract })
  }
}

const PROBE_EVERY_MS = 60_000
const HEADS_EVERY_MS = 30_000

function watchSources({
  nodes,
  indexes,
  warn,
}: {
  nodes: readonly Sources[]
  indexes: Sources
  warn: (sentence: string) => void
}): () => void {
  const probe = (isAgain: boolean) => {
    for (const sources of [...nodes, indexes]) void probeSources({ sources, isAgain, warn })
  }
  probe(false)
  const timers = [
    setInterval(() => probe(true), PROBE_EVERY_MS),
    setInterval(() => void askHeads({ all: nodes }), HEADS_EVERY_MS),
  ]
  for (const timer of timers) timer.unref()
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
