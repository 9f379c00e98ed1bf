import type { SolanaAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type {
  Balance,
  ReadBalance,
  SolanaRead,
  UnreadBalance,
  UnreadCode,
} from '../../core/requirement/reads.ts'
import type { Rpc } from '../rpc/types.ts'
import { type Assets, listAssets } from './assets.ts'
import { readLatestSlot } from './checkSolanaEndpoint.ts'
import {
  type Candidates,
  chooseCandidates,
  countAccounts,
  countAssets,
  isAnswerTo,
  isProgrammable,
  type NftRead,
} from './countNfts.ts'
import type { TokenAccount } from './listHoldings.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { createLoadMints, type LoadMints, type Mint } from './mints.ts'
import { token2022Program } from './programs.ts'
import { type CoreHoldings, createReadCoreAssets, type ReadCoreAssets } from './readCoreAssets.ts'
import { readHoldings, type TakenHoldings, type TokenRead } from './readHoldings.ts'
import { readStakes, type Stake } from './readStakes.ts'

export type CreateReadSolanaBalancesParameters = {
  readonly rpc: Rpc
  /**
   * For compressed and Core NFTs, and for wallets with thousands of tokens. Without it the node lists Core NFTs, and the
   * others are not read.
   */
  readonly das: Rpc | null
  /** Unix seconds. */
  readonly now?: () => number
}

/** Data that all reads of a batch share. */
type Facts = {
  readonly holdings: TakenHoldings
  readonly large: Candidates['large']
  /** The node's slot; null if it could not be read. */
  readonly slot: bigint | null
  /** Null if it could not be read. */
  readonly metadata: ReadonlyMap<SolanaAddress, Metadata> | null
  readonly mints: ReadonlyMap<SolanaAddress, Mint | null>
  /** By wallet of an NFT read; null without an index. Of a wallet: null if it failed, `'many'` if it was too long. */
  readonly assets: ReadonlyMap<SolanaAddress, NonNullable<Assets> | 'many' | null> | null
  /** NFTs of Core as the node lists them, without an index; null if it was not reached. */
  readonly core: CoreHoldings | null
  readonly readAt: number
}
type Found = {
  readonly ids: readonly string[]
  /** The ids that the index gave. */
  readonly indexed: readonly string[]
  readonly slot: bigint
  readonly source: string
  /** Why there may be more of them; null if there are not. */
  readonly gap: UnreadCode | null
}

/** For all requests of a batch together. */
const timeoutMs = 8_000
/** About a minute. If index and node differ by more, one of them is behind or of another network. */
const mostSlotsAway = 150n

/**
 * Make `readBalances` for Solana: one request for the token accounts of all wallets, one for the metadata of their NFTs
 * if a read needs it, and those to the index if there is one, else one for all wallets' NFTs of Core collections. Takes
 * eight seconds at most.
 *
 * A failing node does not throw. All token accounts are of one slot, so that a token that moves between two wallets
 * counts once. If an index asset is listed for two wallets, the reads that it would count for are unread. A balance
 * with data of an index has the earlier slot of node and index, and is unread if these are far apart. Reads of the past
 * are unread, as nodes keep no past state.
 */
export function createReadSolanaBalances({
  rpc,
  das,
  now = () => Math.floor(Date.now() / 1000),
}: CreateReadSolanaBalancesParameters) {
  const loadMints = createLoadMints({ rpc })
  const readCore = createReadCoreAssets({ rpc })
  return async (reads: readonly SolanaRead[]): Promise<Balance[]> => {
    const present = reads.filter((read) => !read.at)
    const tokens = present.filter((read) => read.kind !== 'stake')
    const owners = present.flatMap((read) => (read.kind === 'stake' ? [read.owner] : []))
    const [facts, stakes] = await Promise.all([
      tokens.length === 0
        ? null
        : readFacts({ rpc, das, now, loadMints, readCore, reads: tokens }).catch(nullIfKnown),
      owners.length === 0
        ? null
        : readStakes({ rpc, owners, deadline: performance.now() + timeoutMs }).catch(nullIfKnown),
    ])
    const found = new Map<SolanaRead, Found | UnreadCode>()
    if (facts) for (const read of tokens) if (read.kind !== 'spl') found.set(read, findNfts(read, facts))
    return reads.map((read) => {
      if (read.at) return createUnread(read, 'ERR_CHAIN_READ')
      if (read.kind === 'stake') return answerStake({ read, stake: stakes?.get(read.owner), readAt: now() })
      if (!facts) return createUnread(read, 'ERR_CHAIN_READ')
      if (read.kind === 'spl') return answerSpl(read, facts)
      return answerNfts({ read, found, facts })
    })
  }
}

async function readFacts({
  rpc,
  das,
  now,
  loadMints,
  readCore,
  reads,
}: Required<CreateReadSolanaBalancesParameters> & {
  loadMints: LoadMints
  readCore: ReadCoreAssets
  reads: readonly TokenRead[]
}): Promise<Facts> {
  const deadline = performance.now() + timeoutMs
  const nftReads = reads.filter((read) => read.kind !== 'spl')
  const listing = das && nftReads.length > 0 ? listAllAssets({ das, reads: nftReads, deadline }) : null
  // It is awaited last. If something else throws first, its unhandled rejection must not end the process.
  listing?.catch(() => undefined)
  const listingCore = das ? new Map() : readCore({ reads: nftReads, deadline }).catch(nullIfKnown)
  const asked = reads.flatMap((read) => (read.kind === 'spl' ? [read.mint] : []))
  const named = await loadMints({ mints: asked, timeoutMs: deadline - performance.now() })
  const holdings = await readHoldings({ rpc, reads, mints: named, deadline })
  const { mints: candidates, large } = chooseCandidates({ reads, holdings })
  const metadata = await readMetadata({ rpc, mints: candidates, deadline }).catch(nullIfKnown)
  const unclear = [...(metadata ?? [])].flatMap(([mint, known]) =>
    known.standard === null && nftReads.some((read) => isAnswerTo(known, read)) ? [mint] : [],
  )
  const grouped = listGroupCandidates({ reads: nftReads, holdings, candidates })
  const mints = await loadMints({
    mints: [...unclear, ...grouped],
    timeoutMs: deadline - performance.now(),
  }).catch(nullIfKnown)
  const isAsked = holdings.source !== null || !listing
  const slot = isAsked ? holdings.slot : await readLatestSlot({ rpc, deadline }).catch(nullIfKnown)
  return {
    holdings,
    large,
    slot,
    metadata: mints && metadata,
    mints: new Map([...named, ...(mints ?? [])]),
    assets: listing && (await listing),
    core: await listingCore,
    readAt: now(),
  }
}

/** List the Token-2022 mints that may be members of a group that a read names. */
function listGroupCandidates({
  reads,
  holdings,
  candidates,
}: {
  reads: readonly NftRead[]
  holdings: TakenHoldings
  candidates: readonly SolanaAddress[]
}): SolanaAddress[] {
  const known = new Set(candidates)
  const owners = new Set(reads.flatMap(({ kind, owner }) => (kind === 'collection' ? [owner] : [])))
  return [...owners].flatMap((owner) =>
    (holdings.of.get(owner)?.accounts ?? []).flatMap(({ program, mint }) =>
      program === token2022Program && known.has(mint) ? [mint] : [],
    ),
  )
}

async function listAllAssets({
  das,
  reads,
  deadline,
}: {
  das: Rpc
  reads: readonly NftRead[]
  deadline: number
}): Promise<NonNullable<Facts['assets']>> {
  const owners = [...new Set(reads.map(({ owner }) => owner))]
  const listed = owners.map(async (owner) => {
    const questions = reads.filter((read) => read.owner === owner)
    const assets = await listAssets({ das, owner, questions, deadline }).then(
      (all) => all ?? ('many' as const),
      nullIfKnown,
    )
    return [owner, assets] as const
  })
  return new Map(await Promise.all(listed))
}

function answerStake({
  read,
  stake,
  readAt,
}: {
  read: SolanaRead
  stake: Stake | null | undefined
  readAt: number
}): Balance {
  if (!stake) return createUnread(read, 'ERR_CHAIN_READ')
  const { amount, slot, source } = stake
  return { kind: 'read', amount, block: slot, source: source ?? undefined, readAt }
}

function answerSpl(read: Extract<SolanaRead, { kind: 'spl' }>, facts: Facts): Balance {
  const { holdings, metadata, mints } = facts
  if (!mints.get(read.mint)) return createUnread(read, 'ERR_TOKEN_READ')
  const accounts = holdings.of.get(read.owner)?.accounts?.filter(({ mint }) => mint === read.mint)
  if (!accounts) return createUnread(read, 'ERR_CHAIN_READ')
  if (!metadata && accounts.some(({ isFrozen }) => isFrozen)) return createUnread(read, 'ERR_CHAIN_READ')
  const counts = ({ mint, isFrozen }: TokenAccount) => !isFrozen || isProgrammable(metadata?.get(mint))
  const amount = accounts.filter(counts).reduce((sum, account) => sum + account.amount, 0n)
  const { slot, source } = holdings
  return { kind: 'read', amount, block: slot, source: source ?? undefined, readAt: facts.readAt }
}

function findNfts(read: NftRead, facts: Facts): Found | UnreadCode {
  const { holdings, large, metadata, mints, assets, core } = facts
  if (!core && read.kind === 'collection') return 'ERR_CHAIN_READ'
  const ofCore = core?.get(read)
  if (ofCore) return typeof ofCore === 'string' ? ofCore : { ...ofCore, indexed: [] }
  const accounts = holdings.of.get(read.owner)?.accounts
  const isLarge = large.has(read.owner)
  const listed = assets?.get(read.owner)
  if (listed === 'many') return 'ERR_TOKEN_READ'
  if (assets && !listed) return 'ERR_CHAIN_READ'
  if (isLarge && !listed) return 'ERR_TOKEN_READ'
  if (!isLarge && (!accounts || !metadata)) return 'ERR_CHAIN_READ'
  const slot = listed ? chooseCommonSlot(facts.slot, listed.slot) : facts.slot
  if (slot === null) return 'ERR_CHAIN_READ'
  const isUnclear = read.kind === 'collection' && accounts?.some(({ mint }) => isUnclearMint(mints.get(mint)))
  const held = isLarge || !accounts || !metadata ? [] : countAccounts({ accounts, read, metadata, mints })
  // For assets with a token account, the node's own list is more reliable than the index.
  const indexed = countAssets(
    (listed?.assets ?? []).filter(({ hasAccount }) => isLarge || !hasAccount),
    read,
  )
  return {
    ...{ ids: [...new Set([...held, ...indexed])], indexed, slot, source: formatSource(facts, listed) },
    gap: isUnclear ? 'ERR_TOKEN_READ' : null,
  }
}

/** Whether a mint could not be read whole, so that it may be a member. Anybody may send such a token to a wallet. */
function isUnclearMint(mint: Mint | null | undefined): boolean {
  return mint?.group === 'unknown' && mint.decimals === 0
}

/** The earlier slot of node and index; null if they are too far apart, or the node's is unknown. */
function chooseCommonSlot(node: bigint | null, index: bigint): bigint | null {
  if (node === null) return null
  const [early, late] = node < index ? [node, index] : [index, node]
  return late - early > mostSlotsAway ? null : early
}

function answerNfts({
  read,
  found,
  facts,
}: {
  read: NftRead
  found: ReadonlyMap<SolanaRead, Found | UnreadCode>
  facts: Facts
}): Balance {
  const own = found.get(read)
  if (!own || typeof own === 'string') return createUnread(read, own ?? 'ERR_CHAIN_READ')
  if (hasMoved({ read, own, found })) return createUnread(read, 'ERR_CHAIN_READ')
  const balance: ReadBalance = {
    kind: 'read',
    amount: BigInt(own.ids.length),
    block: own.slot,
    source: own.source,
    readAt: facts.readAt,
    tokenIds: own.ids,
  }
  if (own.gap === null) return balance
  return { ...createUnread(read, own.gap), ...(balance.amount > 0n && { atLeast: balance }) }
}

/** Whether another wallet also has one of its assets, by the index for at least one of them: the asset is moving. */
function hasMoved({
  read,
  own,
  found,
}: {
  read: NftRead
  own: Found
  found: ReadonlyMap<SolanaRead, Found | UnreadCode>
}): boolean {
  return [...found].some(([other, its]) => {
    if (other.owner === read.owner || typeof its === 'string') return false
    return own.indexed.some((id) => its.ids.includes(id)) || its.indexed.some((id) => own.ids.includes(id))
  })
}

function formatSource({ holdings }: Facts, listed: Assets | undefined): string {
  return [holdings.source, listed?.source].filter(Boolean).join(' and ')
}

function createUnread({ chain }: SolanaRead, code: UnreadCode): UnreadBalance {
  return { kind: 'unread', code, chain }
}
