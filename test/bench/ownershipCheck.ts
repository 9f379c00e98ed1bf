import { createReadEvmBalances } from '../../app/chains/evm/readEvmBalances.ts'
import { createCachedBalances } from '../../app/chains/rpc/createCachedBalances.ts'
import { createRpc } from '../../app/chains/rpc/createRpc.ts'
import { mergeFamilies } from '../../app/chains/rpc/mergeFamilies.ts'
import type { Rpc } from '../../app/chains/rpc/types.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import { formatWord } from '../../app/core/requirement/calls/words.ts'
import { checkRequirement } from '../../app/core/requirement/checkRequirement.ts'
import { evaluateReport } from '../../app/core/requirement/evaluateReport.ts'
import type { Holder } from '../../app/core/requirement/holders.ts'
import { parseRequirement } from '../../app/core/requirement/parseRequirement.ts'
import { planReads } from '../../app/core/requirement/planReads.ts'
import type { BalanceRead, Read } from '../../app/core/requirement/reads.ts'
import type { Condition, Requirement } from '../../app/core/requirement/types.ts'
import { createIdSet, formatIdSet } from '../../app/core/trait/idSet.ts'
import { readForRequirements } from '../../app/flows/unlocks/readForRequirements.ts'
import { override } from '../fakes/fake.ts'
import { fakeContext } from '../fakes/fakeContext.ts'

/**
 * Contracts of a node: passes, of which the holder has 5 of number 7; a register in whose pool 3 the holder has staked; and
 * badges that list the holder's.
 */
export type CheckedNode = {
  readonly chain: ChainSlug
  readonly passes: string
  readonly register: string
  readonly badges: string
  readonly url: string
}
/** What a check asks: passes by their numbers, or questions to a contract and a bitmap of ids. */
export type CheckedKind = 'passes' | 'questions'
export type OpenedCheck = {
  /** From the requirements to the verdicts. */
  readonly check: () => Promise<void>
  /** Only the reads of the chains. */
  readonly read: () => Promise<unknown>
  /** One `eth_blockNumber` of the first chain. */
  readonly floor: () => Promise<unknown>
}

const mostInGate = 100

/** Open a check of `count` conditions, in gates of at most 100, spread over the nodes. */
export function openCheck({
  count,
  nodes,
  holder,
  kind = 'passes',
}: {
  readonly kind?: CheckedKind
  readonly count: number
  readonly nodes: readonly CheckedNode[]
  readonly holder: EvmAddress
}): OpenedCheck {
  const [first] = nodes
  if (!first) throw new Error('There is no node.')
  const rpc = createRpc({ endpointUrls: new Map(nodes.map(({ chain, url }) => [chain, [url]])) })
  const ctx = openContext(rpc)
  const requirements =
    kind === 'passes' ? composeGates({ count, nodes }) : [composeAskingGate({ count, node: first })]
  const holders: readonly Holder[] = [{ kind: 'wallet', address: holder, onlyOn: null }]
  const asked = { shopId: 1n as ShopId, requirements, holders, maxAgeSeconds: 0 }
  const reads = planReads({ requirements, holders }).reads.filter(isBalanceRead)
  return {
    check: async () => {
      const { findBalance } = await readForRequirements(ctx, asked)
      const verdicts = requirements.map((requirement) =>
        evaluateReport(checkRequirement({ requirement, holders, findBalance })),
      )
      const expected = requirements.map((_, i) => (i === 0 ? 'met' : 'unmet'))
      if (verdicts.some(({ kind }, i) => kind !== expected[i])) {
        throw new Error('The check has another verdict than expected.')
      }
    },
    read: () => ctx.readBalances({ reads, maxAgeSeconds: 0 }),
    floor: () =>
      rpc({ chain: first.chain, method: 'eth_blockNumber', params: [], parse: String, timeoutMs: 8_000 }),
  }
}

function composeGates({ count, nodes }: { count: number; nodes: readonly CheckedNode[] }): Requirement[] {
  const conditions = Array.from({ length: count }, (_, i): Condition => {
    const node = nodes[i % nodes.length]
    if (!node) throw new Error('There is no node.')
    const tokenId = BigInt(7 + Math.floor(i / nodes.length))
    return {
      kind: 'erc1155',
      chain: node.chain,
      contract: parseEvmAddress(node.passes),
      label: { name: 'Tide Passes', symbol: '' },
      minimum: 1n,
      maximum: null,
      tokenIds: [{ first: tokenId, last: tokenId }],
      perId: false,
    }
  })
  return Array.from({ length: Math.ceil(count / mostInGate) }, (_, i) => ({
    v: 1,
    root: { kind: 'any', of: conditions.slice(i * mostInGate, (i + 1) * mostInGate) },
    heldForBlocks: 0,
    heldForHours: 0,
    snapshots: [],
  }))
}

const BITMAP_IDS = 100_000

/** A gate of questions about pools, of which the holder meets one, and of a hundred thousand ids with a trait. */
function composeAskingGate({
  count,
  node: { chain, register, badges },
}: {
  count: number
  node: CheckedNode
}): Requirement {
  const question = {
    ...{ method: 'userInfo(uint256,address)(uint256,uint256)', word: 0, answer: 'amount' },
  }
  const set = createIdSet(Array.from({ length: BITMAP_IDS }, (_, id) => BigInt(2 * id + 1)))
  if (!set) throw new Error('There is no set.')
  const token = { chain, minimum: '1', label: { name: 'Harbor', symbol: '' } }
  return parseRequirement({
    v: 1,
    root: {
      kind: 'any',
      of: [
        ...Array.from({ length: count }, (_, pool) => ({
          ...{ kind: 'call', ...token, contract: register, decimals: 0 },
          question: { ...question, args: [formatWord(BigInt(pool)), 'wallet'] },
        })),
        {
          ...{ kind: 'trait', ...token, contract: badges, isListed: true, checksum: '0'.repeat(64) },
          ...{ picks: [{ trait: 'Fur', values: ['Gold'] }], ids: formatIdSet(set) },
        },
      ],
    },
  })
}

function openContext(rpc: Rpc) {
  const now = () => Math.floor(Date.now() / 1000)
  const mustNot = () => {
    throw new Error('This port must not be called.')
  }
  const readBalances = createCachedBalances({
    readBalances: mergeFamilies({
      readEvmBalances: createReadEvmBalances({ rpc, now }),
      readSolanaBalances: mustNot,
      readFlowBalances: mustNot,
    }),
    now,
  })
  return override(fakeContext().ctx, { readBalances })
}

function isBalanceRead(read: Read): read is BalanceRead {
  return read.kind !== 'list'
}
