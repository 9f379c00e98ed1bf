import type { ScanRole, TokenIdScan } from '../../../core/chain/tokenIdScan.ts'
import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { nullIfKnown } from '../../../core/errors/nullIfKnown.ts'
import type { TokenIdScansPort } from '../../../ports/tokenIdScans.ts'
import type { Rpc } from '../../rpc/types.ts'
import { createPageSizes } from './createPageSizes.ts'
import { createRequireFirstBlock } from './createRequireFirstBlock.ts'
import type { FindFirstBlock } from './readFirstBlocks.ts'
import { isBeyond, isScanned, type ScanTarget, scanTransfers } from './scanTransfers.ts'

/** Ids whose balances say how many units a wallet holds in all. */
export type ProposedIds = {
  readonly ids: readonly bigint[]
  /** Why there may be more of them; null where these are all. */
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
  /** The latest block, at which the balances are to be read: later ones may hold more ids. Null where nobody said. */
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
  /** Told why the tokens of a contract cannot be counted. */
  readonly warn: (sentence: string) => void
}

/** So many different ids of one contract are counted for a wallet. */
export const MOST_IDS = 400
/** A scan is kept anew when it has come so much further: until then the same blocks are looked at again, in one request. */
const KEEP_EVERY_BLOCKS = 1_000n

/**
 * Make a finder of the ids that wallets received of ERC-1155 contracts. Costs one statement, one request where the last
 * look was not long ago, 13 at most, and one statement more where something new was found. No failure of a node throws: what
 * is not known is a gap.
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
      scanTransfers({ rpc, chain, targets, until, sizes, timeoutMs }),
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
    // Keeping them only saves time: without it the same blocks are read again, so no failure to write may stop a check.
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
    // Looking on would not make the count whole.
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
        span: intersect(own),
        ids: new Map(group.map((pair) => [pair.owner, new Set(findScan(known, pair)?.ids)])),
      },
    ]
  })
}

function spanOf({ firstBlock, lastBlock }: TokenIdScan): NonNullable<ScanTarget['span']> {
  return { from: firstBlock, until: lastBlock }
}

/** The blocks that have been looked at for each of them. */
function intersect(scans: readonly TokenIdScan[]): ScanTarget['span'] {
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

/** What is known of each wallet of a target now, joined with what was known of it alone. */
function listScans({ chain, target, known }: ListScansParameters): TokenIdScan[] {
  const { contract, owners, span, ids } = target
  if (!span) return []
  return owners.map((owner) => {
    const own = findScan(known, { contract, owner })
    const all = [...(ids.get(owner) ?? [])]
    // Both hold the blocks that all wallets of the target had in common, so there is no hole between them.
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
