import type { ScanRole, TokenIdScan } from '../../../core/chain/tokenIdScan.ts'
import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { nullIfKnown } from '../../../core/errors/nullIfKnown.ts'
import type { TokenIdScansPort } from '../../../ports/tokenIdScans.ts'
import type { Rpc } from '../../rpc/types.ts'
import { createPageSizes } from './composeTransferQuery.ts'
import { createRequireFirstBlock } from './createRequireFirstBlock.ts'
import type { FindFirstBlock } from './readFirstBlocks.ts'
import { isBeyond, isScanned, readTransfers, type ScanTarget } from './readTransfers.ts'

/** Ids of a contract that a wallet may hold; their balances add up to its units. */
export type ProposedIds = {
  readonly ids: readonly bigint[]
  /** Why ids may be missing; null if these are all. */
  readonly gap: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ' | null
}
type Pair = { readonly contract: EvmAddress; readonly owner: EvmAddress }
export type FindTokenIdsParameters = {
  readonly chain: ChainSlug
  readonly pairs: readonly Pair[]
  /** The block of which the balances are read; null for the latest. */
  readonly until: bigint | null
  readonly timeoutMs: number
}
export type FoundTokenIds = {
  /** The latest block. Read the balances at it, as later blocks may have more ids. Null if no endpoint reported it. */
  readonly head: bigint | null
  readonly proposedTo: (pair: Pair) => ProposedIds
}
export type FindTokenIds = (parameters: FindTokenIdsParameters) => Promise<FoundTokenIds>

export type CreateFindTokenIdsParameters = {
  readonly rpc: Rpc
  readonly role: ScanRole
  readonly scans: TokenIdScansPort
  readonly findFirstBlock: FindFirstBlock
  /** Unix seconds. */
  readonly now: () => number
  /** Receives the reason why the tokens of a contract cannot be counted. */
  readonly warn: (sentence: string) => void
}

/** Most ids of one contract that are counted for a wallet. */
export const MOST_IDS = 400
/** A scan is saved again after this many blocks. Until then the next scan reads the same blocks again, in one request. */
const KEEP_EVERY_BLOCKS = 1_000n

/**
 * Make a finder of the ids that wallets received of ERC-1155 contracts.
 *
 * It costs one statement, and one more if something new was found. It costs one request if the last scan is recent, and
 * 14 at most. A contract under the first block of its whole chain costs one more until that block is proven. A failing
 * node does not throw but causes a gap.
 */
export function createFindTokenIds(parameters: CreateFindTokenIdsParameters): FindTokenIds {
  const { rpc, role, scans, findFirstBlock, now, warn } = parameters
  const sizes = createPageSizes({ now })
  const requireFirstBlock = createRequireFirstBlock({ rpc, warn })
  return async ({ chain, pairs, until, timeoutMs }) => {
    const kept = await scans
      .find({ role, pairs: pairs.map((pair) => ({ chain, ...pair })) })
      .catch(nullIfKnown)
    if (!kept) return { head: null, proposedTo: () => ({ ids: [], gap: 'ERR_CHAIN_READ' }) }
    const targets = listTargets({ chain, pairs, known: kept, findFirstBlock })
    const [head, exact] = await Promise.all([
      readTransfers({ rpc, chain, targets, until, sizes, timeoutMs }),
      requireFirstBlock({
        chain,
        contracts: targets.map(({ contract }) => contract),
        findFirstBlock,
        timeoutMs,
      }),
    ])
    const known = kept.filter((scan) => head === null || !isBeyond({ span: spanOf(scan), head }))
    const learned = targets.flatMap((target) => listScans({ chain, target, known }))
    const changed = learned.filter((scan) => isWorthKeeping(scan, findScan(known, scan)))
    // Saving only saves time: otherwise the same blocks are scanned again. So a failed write must not stop a check.
    if (changed.length > 0) await scans.save({ role, scans: changed }).catch(() => undefined)
    const goal = until ?? head
    return {
      head,
      proposedTo: (pair) => {
        const target = targets.find((one) => isAbout(one, pair))
        const scan = findScan(learned, pair) ?? findScan(known, pair)
        const ids = scan?.ids ?? []
        if (scan?.isFull || (target && !exact.has(target.contract))) return { ids, gap: 'ERR_TOKEN_READ' }
        const isWhole = target && head !== null && goal !== null && isScanned({ target, goal })
        return { ids, gap: isWhole ? null : 'ERR_CHAIN_READ' }
      },
    }
  }
}

function isAbout({ contract, owners }: ScanTarget, pair: Pair): boolean {
  return contract === pair.contract && owners.includes(pair.owner)
}

function findScan<Scan extends Pair>(scans: readonly Scan[], pair: Pair): Scan | undefined {
  return scans.find(({ contract, owner }) => contract === pair.contract && owner === pair.owner)
}

type ListTargetsParameters = {
  readonly chain: ChainSlug
  readonly pairs: readonly Pair[]
  readonly known: readonly TokenIdScan[]
  readonly findFirstBlock: FindFirstBlock
}

/** One target for the wallets of a contract that were scanned before, and one for those that were not. */
function listTargets({ chain, pairs, known, findFirstBlock }: ListTargetsParameters): ScanTarget[] {
  const groups = new Map<string, Pair[]>()
  for (const pair of pairs) {
    const scan = findScan(known, pair)
    // Scanning further would not complete the count.
    if (scan?.isFull) continue
    const key = `${pair.contract} ${scan ? 'again' : 'new'}`
    const group = groups.get(key) ?? []
    if (!group.some(({ owner }) => owner === pair.owner)) group.push(pair)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap((group): ScanTarget[] => {
    const [first] = group
    if (!first) return []
    const { contract } = first
    const own = group.flatMap((pair) => findScan(known, pair) ?? [])
    return [
      {
        contract,
        owners: group.map(({ owner }) => owner),
        firstBlock: findFirstBlock({ chain, contract }).block,
        span: findCommonSpan(own),
        ids: new Map(group.map((pair) => [pair.owner, new Set(findScan(known, pair)?.ids)])),
      },
    ]
  })
}

function spanOf({ firstBlock, lastBlock }: TokenIdScan): NonNullable<ScanTarget['span']> {
  return { from: firstBlock, until: lastBlock }
}

/** The blocks that all scans cover; null if there are none. */
function findCommonSpan(scans: readonly TokenIdScan[]): ScanTarget['span'] {
  const [first, ...others] = scans
  if (!first) return null
  let { from, until } = spanOf(first)
  for (const { firstBlock, lastBlock } of others) {
    if (firstBlock > from) from = firstBlock
    if (lastBlock < until) until = lastBlock
  }
  return from > until ? null : { from, until }
}

type ListScansParameters = {
  readonly chain: ChainSlug
  readonly target: ScanTarget
  readonly known: readonly TokenIdScan[]
}

/** The new scan of each wallet of a target: the target's span, joined with the wallet's stored one if they touch. */
function listScans({ chain, target, known }: ListScansParameters): TokenIdScan[] {
  const { contract, owners, span, ids } = target
  if (!span) return []
  return owners.map((owner) => {
    const own = findScan(known, { contract, owner })
    const all = [...(ids.get(owner) ?? [])]
    // Join only spans that touch, so that there is no hole. Both usually hold the blocks common to all wallets.
    const isJoined = own && own.firstBlock <= span.until + 1n && span.from <= own.lastBlock + 1n
    return {
      chain,
      contract,
      owner,
      firstBlock: isJoined && own.firstBlock < span.from ? own.firstBlock : span.from,
      lastBlock: isJoined && own.lastBlock > span.until ? own.lastBlock : span.until,
      ids: all.slice(0, MOST_IDS),
      isFull: own?.isFull === true || all.length > MOST_IDS,
    }
  })
}

function isWorthKeeping(scan: TokenIdScan, known: TokenIdScan | undefined): boolean {
  return (
    !known ||
    scan.ids.length !== known.ids.length ||
    scan.isFull !== known.isFull ||
    scan.firstBlock < known.firstBlock ||
    scan.lastBlock >= known.lastBlock + KEEP_EVERY_BLOCKS
  )
}
