import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Answering, Rpc } from '../rpc/types.ts'
import { type Asset, type AssetPage, parseAssetPage } from './parseAssets.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

export type AssetQuestion = { readonly kind: 'collection' | 'creator'; readonly address: SolanaAddress }
export type ListAssetsParameters = {
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
