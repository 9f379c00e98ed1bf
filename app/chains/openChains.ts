import type { Registry } from 'prom-client'
import type { ContractDescription } from '../core/chain/describe.ts'
import { familyOf, familyOfContract, isEvmAddress, isFlowContract } from '../core/chain/familyOf.ts'
import { listAllChains } from '../core/chain/ownChains.ts'
import type { ScanRole } from '../core/chain/tokenIdScan.ts'
import type { Chain, ChainSlug } from '../core/chain/types.ts'
import type { ChainPort } from '../ports/chain.ts'
import type { TokenIdScansPort } from '../ports/tokenIdScans.ts'
import { checkEndpoints } from './checkEndpoints.ts'
import { createBlockTimer } from './createBlockTimer.ts'
import { createContractCache } from './createContractCache.ts'
import { createListDelegations } from './evm/createListDelegations.ts'
import { createListVaultSuggestions } from './evm/createListVaultSuggestions.ts'
import { createDescribeContract } from './evm/describeEvmContract.ts'
import { createReadEnsAddresses } from './evm/ens/createReadEnsAddresses.ts'
import { createReadEnsName } from './evm/ens/findEnsName.ts'
import { hashName } from './evm/ens/hashName.ts'
import { createFindTokenIds, type FindTokenIds } from './evm/erc1155/createFindTokenIds.ts'
import { readFirstBlocks } from './evm/erc1155/readFirstBlocks.ts'
import { createFindContractSigned } from './evm/findEvmContractSigned.ts'
import { createReadEvmBalances, createReadTokenIds } from './evm/readEvmBalances.ts'
import { readWalletFactories } from './evm/walletFactories.ts'
import { type AskFlow, createAskFlow } from './flow/createAskFlow.ts'
import { createDescribeFlow } from './flow/describeFlow.ts'
import { createReadFlowBalances } from './flow/readFlowBalances.ts'
import { createReadFlowKeys } from './flow/readFlowKeys.ts'
import { createPictureCache } from './pictures/createPictureCache.ts'
import { createReadPublicFile } from './pictures/createReadPublicFile.ts'
import { createReadTokenFaces } from './pictures/createReadTokenFaces.ts'
import { createReadTokenMetadata } from './pictures/createReadTokenMetadata.ts'
import { createReadTokenPicture } from './pictures/createReadTokenPicture.ts'
import { readHeads } from './readHeads.ts'
import { createCachedBalances } from './rpc/createCachedBalances.ts'
import { checkAgreement, createConfirmedReader } from './rpc/createConfirmedReader.ts'
import { createEndpoints, type Endpoints } from './rpc/createEndpoints.ts'
import { createRpc } from './rpc/createRpc.ts'
import { type CountRequest, createRpcMetrics } from './rpc/createRpcMetrics.ts'
import { mergeFamilies, type ReadBalances } from './rpc/mergeFamilies.ts'
import { readDasEndpoints, readEndpoints, readSecondOpinions } from './rpc/readEndpoints.ts'
import type { Rpc } from './rpc/types.ts'
import { createDescribeSolana } from './solana/describeSolana.ts'
import { createReadSolanaBalances } from './solana/readSolanaBalances.ts'
import { listKnownTokens } from './tokens/listKnownTokens.ts'

export type OpenChainsParameters = {
  /** `RPC_URL_…`, `RPC_SECOND_OPINION_…`, `DAS_URL_SOLANA`, `ERC1155_FIRST_BLOCK_…` and `WALLET_FACTORIES` are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ensGateways: readonly string[]
  /** How pictures of tokens are found; without it, only those that are on the chain. */
  readonly pictures?: PictureSettings
  /** The starts of addresses that metadata may be read from. */
  readonly metadataSources?: readonly string[]
  /** Unix seconds. */
  readonly now: () => number
  /** Receives what is wrong with which endpoint, without its URL. */
  readonly warn: (sentence: string) => void
  /** Stores how far logs were scanned. Without it each count scans from the start. */
  readonly tokenIdScans?: TokenIdScansPort
  /** Where the metrics of endpoints are registered; by default a registry of their own. */
  readonly registry?: Registry
  /** Receives every request to an endpoint when it has ended. */
  readonly report?: CountRequest
}

export type PictureSettings = {
  /** The operator's IPFS gateway; null if there is none. */
  readonly gateway: URL | null
  /** Whether hosts that metadata names may be asked. */
  readonly usesWeb: boolean
}

const storeNothing: TokenIdScansPort = { find: async () => [], save: async () => {} }

/**
 * Open every chain that the environment names, with its endpoints, their health and their metrics.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function openChains({
  env,
  ensGateways,
  pictures = { gateway: null, usesWeb: false },
  metadataSources = [],
  now,
  warn,
  tokenIdScans: scans = storeNothing,
  registry,
  report,
}: OpenChainsParameters) {
  const findFirstBlock = readFirstBlocks(env)
  const count = ({ rpc, role }: { rpc: Rpc; role: ScanRole }) =>
    createFindTokenIds({ rpc, role, scans, findFirstBlock, now, warn })
  const endpointUrls = readEndpoints(env)
  const factories = readWalletFactories(env)
  const opinions = readSecondOpinions({ env, endpointUrls })
  const metrics = createRpcMetrics(registry ? { registry } : {})
  let answeredAt = Number.NEGATIVE_INFINITY
  let doubtedAt = Number.NEGATIVE_INFINITY
  const countEnded: CountRequest = (request) => {
    if (request.outcome === 'answered') answeredAt = performance.now()
    metrics.count(request)
    report?.(request)
  }
  const seconds = createEndpoints({ endpointUrls: opinions, role: 'second', count: countEnded })
  const endpoints = createEndpoints({ endpointUrls, witnesses: seconds, count: countEnded })
  const rpc = createRpc({ endpoints, warn })
  const indexes = createEndpoints({ endpointUrls: readDasEndpoints(env), role: 'das', count: countEnded })
  const das = indexes.list().length === 0 ? null : createRpc({ endpoints: indexes, warn })
  const askFlow = createAskFlow({ endpoints, warn })
  const readBalances = openReader({ rpc, das, askFlow, now, findTokenIds: count({ rpc, role: 'first' }) })
  // The second reader gets no index, as the same index would always agree with itself. So an asset that only the index
  // has is unread if the chain has a second opinion.
  const rpcAgain = createRpc({ endpoints: seconds, warn })
  const askFlowAgain = createAskFlow({ endpoints: seconds, warn })
  const readAgain = openReader({
    rpc: rpcAgain,
    das: null,
    askFlow: askFlowAgain,
    now,
    findTokenIds: count({ rpc: rpcAgain, role: 'second' }),
  })
  return {
    /** Chains that have an endpoint, in the table's order. */
    configured: listAllChains().filter((chain): chain is Chain => endpointUrls.has(chain.slug)),
    canReadChain: (chain: ChainSlug) => endpointUrls.has(chain),
    readBalances: createCachedBalances({
      readBalances: createConfirmedReader({ readBalances, readAgain, chains: opinions, warn }),
      now,
    }),
    describeContract: createContractCache({
      describeContract: checkAgreement({
        ask: openDescriber({ rpc, askFlow }),
        askAgain: openDescriber({ rpc: rpcAgain, askFlow: askFlowAgain }),
        chains: opinions,
        // Decimals decide amounts. Names are only displayed, so they may differ.
        isSame: (first, second) => decimalsOf(first) === decimalsOf(second),
      }),
      now,
    }),
    findContractSigned: checkAgreement({
      ask: createFindContractSigned({ rpc, factories }),
      askAgain: createFindContractSigned({ rpc: rpcAgain, factories }),
      chains: opinions,
      isSame: (first, second) => first === second,
    }),
    readFlowKeys: checkAgreement({
      ask: createReadFlowKeys({ ask: askFlow }),
      askAgain: createReadFlowKeys({ ask: askFlowAgain }),
      chains: opinions,
      isSame: (first, second) => JSON.stringify(first) === JSON.stringify(second),
    }),
    readTokenIds: checkAgreement({
      ask: createReadTokenIds({ rpc }),
      askAgain: createReadTokenIds({ rpc: rpcAgain }),
      chains: opinions,
      isSame: isSameIds,
    }),
    listVaultSuggestions: createListVaultSuggestions({ rpc }),
    listDelegations: createListDelegations({ rpc }),
    readEnsName: createReadEnsName({ rpc, gateways: ensGateways, now }),
    listKnownTokens,
    readTokenFaces: createReadTokenFaces({ rpc }),
    readTokenPicture: createPictureCache({
      readTokenPicture: createReadTokenPicture({
        ...{ rpc, readPublicFile: createReadPublicFile(pictures) },
        ...pictures,
      }),
      now,
    }),
    readEnsAddresses: createReadEnsAddresses({ rpc, gateways: ensGateways }),
    hashName,
    readTokenMetadata: createReadTokenMetadata({
      ...{ readPublicFile: createReadPublicFile(pictures), gateway: pictures.gateway },
      sources: metadataSources,
    }),
    metrics,
    /**
     * Whether an endpoint answered within the last minute. If none did, all are asked once. Null if no chain is
     * configured: such a server reads none.
     */
    canReadAny: async (): Promise<boolean | null> => {
      if (endpointUrls.size === 0) return null
      const hasAnswered = () =>
        performance.now() - answeredAt < ANSWERS_MS &&
        endpoints.report().some(({ state }) => state === 'healthy')
      if (!hasAnswered()) await readHeads({ all: [endpoints], asksSingle: true })
      return hasAnswered()
    },
    /**
     * By how many seconds the clocks of endpoints are ahead of this machine's: the median, so that one wrong server
     * decides nothing. Null if none tells its time. Asks them all if none answered within the last minute, and if they
     * seem to be wrong: a machine that slept has answers from before.
     */
    readSkewSeconds: async (): Promise<number | null> => {
      const find = () => findMedian(endpoints.list().flatMap((endpoint) => endpoint.skewSeconds() ?? []))
      const found = find()
      if (endpointUrls.size === 0) return found
      if (found !== null) {
        const isOdd = Math.abs(found) > ODD_SKEW_SECONDS
        if (!isOdd || performance.now() - doubtedAt < DOUBTS_EVERY_MS) return found
        doubtedAt = performance.now()
      }
      await readHeads({ all: [endpoints], asksSingle: true })
      return find()
    },
    listEndpoints: () => [...endpoints.report(), ...seconds.report(), ...indexes.report()],
    /**
     * Probe all endpoints once, and unsettled ones again every minute, and measure the pace of the operator's chains.
     * Ask for latest blocks every 30 seconds.
     * Returns a function that stops both.
     */
    startProbing: () =>
      startProbing({
        nodes: [endpoints, seconds],
        indexes,
        warn,
        measureBlocks: createBlockTimer({ rpc, rpcAgain, opinions }),
      }),
  }
}

function findMedian(numbers: readonly number[]): number | null {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? null
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
  askFlow,
  now,
  findTokenIds,
}: {
  rpc: Rpc
  das: Rpc | null
  askFlow: AskFlow
  now: () => number
  findTokenIds: FindTokenIds
}): ReadBalances {
  return mergeFamilies({
    readEvmBalances: createReadEvmBalances({ rpc, now, findTokenIds }),
    readSolanaBalances: createReadSolanaBalances({ rpc, das, now }),
    readFlowBalances: createReadFlowBalances({ ask: askFlow, now }),
  })
}

function openDescriber({ rpc, askFlow }: { rpc: Rpc; askFlow: AskFlow }): ChainPort['describeContract'] {
  const describeEvm = createDescribeContract({ rpc })
  const describeSolana = createDescribeSolana({ rpc })
  const describeFlow = createDescribeFlow({ ask: askFlow })
  return async ({ chain, contract }) => {
    // An address of another family is no contract on this chain.
    if (familyOfContract(contract) !== familyOf(chain)) return { kind: 'unknown', reason: 'no-code' }
    if (isFlowContract(contract)) return describeFlow({ contract })
    return isEvmAddress(contract) ? describeEvm({ chain, contract }) : describeSolana({ contract })
  }
}

const ANSWERS_MS = 60_000
/** Endpoints that seem to be wrong by more are asked again, at most so often. */
const ODD_SKEW_SECONDS = 60
const DOUBTS_EVERY_MS = 5_000
const PROBE_EVERY_MS = 60_000
const HEADS_EVERY_MS = 30_000

function startProbing({
  nodes,
  indexes,
  warn,
  measureBlocks,
}: {
  nodes: readonly Endpoints[]
  indexes: Endpoints
  warn: (sentence: string) => void
  measureBlocks: () => Promise<void>
}): () => void {
  const probe = (isAgain: boolean) => {
    for (const endpoints of [...nodes, indexes]) void checkEndpoints({ endpoints, isAgain, warn })
    void measureBlocks()
  }
  probe(false)
  const timers = [
    setInterval(() => probe(true), PROBE_EVERY_MS),
    setInterval(() => void readHeads({ all: nodes }), HEADS_EVERY_MS),
  ]
  for (const timer of timers) timer.unref()
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
