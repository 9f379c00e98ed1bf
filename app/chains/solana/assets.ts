import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Answering, Rpc } from '../rpc/types.ts'
import { readObject } from './parseAccounts.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

type AssetQuestion = { readonly kind: 'collection' | 'creator'; readonly address: SolanaAddress }
type ListAssetsParameters = {
  readonly das: Rpc
  readonly owner: SolanaAddress
  readonly questions: readonly AssetQuestion[]
  /** By `performance.now()`. */
  readonly deadline: number
}
/** Null if the wallet holds more than can be listed. */
export type Assets = {
  /** The earliest slot of all pages. */
  readonly slot: bigint
  readonly source: string
  readonly assets: readonly Asset[]
} | null

type Listing = {
  readonly das: Rpc
  readonly owner: SolanaAddress
  readonly deadline: number
  readonly method: 'getAssetsByOwner' | 'searchAssets'
  readonly filter: Readonly<Record<string, unknown>>
}

const perPage = 250
const mostPages = 8
/** With more questions than this, one list of all assets replaces the searches. */
const mostSearches = 3
/** If the list of all assets is too long, as in a wallet that strangers filled, up to so many searches still run. */
const mostSearchesOfFull = 12
/** Attempts at a list. It starts again when another index answers one of its pages. */
const mostTurns = 3
/** Answers are long, as an index includes descriptions and links of every asset. */
const maxBytes = 4 * 1024 * 1024
const display = { showUnverifiedCollections: false, showCollectionMetadata: false, showFungible: false }

/**
 * List the assets of a wallet that may answer some questions. Omits burnt assets, and frozen ones unless programmable.
 * @throws {UpstreamError} ERR_CHAIN_READ
 * @see https://developers.metaplex.com/das-api
 */
export async function listAssets({ das, owner, questions, deadline }: ListAssetsParameters): Promise<Assets> {
  const whole =
    questions.length > mostSearches
      ? await listAll({ das, owner, deadline, method: 'getAssetsByOwner', filter: {} })
      : null
  if (!whole && questions.length > mostSearchesOfFull) return null
  const lists = whole
    ? [whole]
    : await Promise.all(
        questions.map((question) =>
          listAll({ das, owner, deadline, method: 'searchAssets', filter: formatFilter(question) }),
        ),
      )
  const found = new Map<string, Asset>()
  const sources = new Set<string>()
  const slots: bigint[] = []
  for (const list of lists) {
    if (!list) return null
    slots.push(list.slot)
    sources.add(list.source)
    for (const asset of list.assets) found.set(asset.id, asset)
  }
  return { slot: findEarliest(slots), source: [...sources].join(' and '), assets: [...found.values()] }
}

function formatFilter({ kind, address }: AssetQuestion): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'collection':
      return { grouping: ['collection', address], burnt: false }
    case 'creator':
      return { creatorAddress: address, creatorVerified: true, burnt: false }
  }
}

/** List all pages from one index, as another may divide its pages differently. */
async function listAll(listing: Listing): Promise<Assets> {
  for (let turn = 0; turn < mostTurns; turn++) {
    const list = await listOnce(listing)
    if (list !== 'mixed') return list
  }
  throw unreadableChain('the list changed while it was read')
}

async function listOnce(listing: Listing): Promise<Assets | 'mixed'> {
  const assets: Asset[] = []
  const slots: bigint[] = []
  let first: string | null = null
  for (let page = 1; page <= mostPages; page++) {
    const { source, ...listed } = await readPage(listing, page)
    first ??= source
    if (source !== first) return 'mixed'
    slots.push(listed.slot)
    assets.push(...listed.assets)
    if (listed.count < perPage) return { slot: findEarliest(slots), source, assets }
  }
  return null
}

function readPage({ das, owner, deadline, method, filter }: Listing, page: number) {
  return das<AssetPage & { readonly source: string }>({
    chain: solana,
    method,
    params: { ownerAddress: owner, ...filter, page, limit: perPage, options: display },
    timeoutMs: deadline - performance.now(),
    maxBytes,
    parse: (result, from?: Answering) => {
      const listed = parseAssetPage({ result, owner })
      from?.addHead(listed.slot)
      return { ...listed, source: from?.source ?? '' }
    },
  })
}

function findEarliest(slots: readonly bigint[]): bigint {
  const [first = 0n] = [...slots].sort((a, b) => (a < b ? -1 : 1))
  return first
}

/** An asset of a wallet as an index lists it, with verified collections and creators only. */
export type Asset = {
  readonly id: string
  /** Whether it has a token account, which a node lists too. */
  readonly hasAccount: boolean
  readonly collections: readonly string[]
  readonly creators: readonly string[]
}
type AssetPage = {
  /** Items of the page, including those that do not count. */
  readonly count: number
  /** The last slot that the index has processed. */
  readonly slot: bigint
  readonly assets: readonly Asset[]
}

const neverNft = ['FungibleToken', 'MplCoreCollection', 'MplCoreGroup']
const withoutAccount = ['MplCoreAsset', 'MplBubblegumV2']
/** An index calls the royalty recipients of a Core asset verified creators, although none of them signed. */
const withoutCreators = ['MplCoreAsset']

/**
 * Parse a page of an index's list of a wallet's assets. Omits burnt assets, and frozen ones unless programmable.
 * Throws for anything else and for an asset belongs to another wallet. Throws if the index does not name its last slot, as its
 * data may then be of any age.
 */
function parseAssetPage({ result, owner }: { result: unknown; owner: SolanaAddress }): AssetPage {
  const { items, last_indexed_slot: slot } = readObject(result)
  if (!Array.isArray(items)) throw new Error('the answer has no list of assets')
  return {
    count: items.length,
    slot: parseSlot(slot),
    assets: items.flatMap((item) => parseAsset(item, owner)),
  }
}

function parseSlot(slot: unknown): bigint {
  if (typeof slot !== 'number' || !Number.isSafeInteger(slot) || slot < 0) {
    throw new Error('the answer has no last_indexed_slot')
  }
  return BigInt(slot)
}

function parseAsset(item: unknown, owner: SolanaAddress): Asset[] {
  const asset = readObject(item)
  const { id, interface: standard } = asset
  const [ownership, compression] = [readObject(asset.ownership), asset.compression]
  if (typeof id !== 'string' || !decodeBase58({ text: id, bytes: 32 })) throw new Error('an asset has no id')
  if (ownership.owner !== owner) throw new Error('an asset belongs to another wallet')
  if (typeof standard !== 'string' || neverNft.includes(standard)) return []
  if (readFlag(asset.burnt)) return []
  if (readFlag(ownership.frozen) && standard !== 'ProgrammableNFT') return []
  const isCompressed = compression ? readFlag(readObject(compression).compressed) : false
  return [
    {
      id,
      hasAccount: !isCompressed && !withoutAccount.includes(standard),
      collections: readList(asset.grouping).flatMap(({ group_key, group_value, verified }) =>
        group_key === 'collection' && typeof group_value === 'string' && readFlag(verified, true)
          ? [group_value]
          : [],
      ),
      creators: withoutCreators.includes(standard)
        ? []
        : readList(asset.creators).flatMap(({ address, verified }) =>
            typeof address === 'string' && readFlag(verified) ? [address] : [],
          ),
    },
  ]
}

/** Read a boolean; a missing one means `absent`. Throws for anything else. */
function readFlag(value: unknown, absent = false): boolean {
  if (value === undefined) return absent
  if (typeof value !== 'boolean') throw new Error('a flag is neither true nor false')
  return value
}

function readList(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(readObject) : []
}
