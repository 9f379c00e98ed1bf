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
/** Null where the wallet holds more than can be listed. */
export type Assets = {
  /** The earliest that any of it is of. */
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
/** More questions than this are answered by one list of everything. */
const mostSearches = 3
/** Of a wallet that strangers filled, whose list of everything is too long, as many are asked one by one even so. */
const mostSearchesOfFull = 12
/** How often a list is begun, where another index answers in between. */
const mostTurns = 3
/** An index writes descriptions and links of every asset beside what is asked. */
const maxBytes = 4 * 1024 * 1024
const display = { showUnverifiedCollections: false, showCollectionMetadata: false, showFungible: false }

/**
 * List the assets of a wallet that may answer some questions: burnt ones never, frozen ones only if programmable.
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
  return { slot: earliest(slots), source: [...sources].join(' and '), assets: [...found.values()] }
}

function formatFilter({ kind, address }: AssetQuestion): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'collection':
      return { grouping: ['collection', address], burnt: false }
    case 'creator':
      return { creatorAddress: address, creatorVerified: true, burnt: false }
  }
}

/** Pages of one list are all of one index: another may number them otherwise. */
async function listAll(listing: Listing): Promise<Assets> {
  for (let turn = 0; turn < mostTurns; turn++) {
    const list = await listOnce(listing)
    if (list !== 'mixed') return list
  }
  throw unreadableChain('no list of one index')
}

async function listOnce(listing: Listing): Promise<Assets | 'mixed'> {
  const assets: Asset[] = []
  const slots: bigint[] = []
  let first: string | null = null
  for (let page = 1; page <= mostPages; page++) {
    const { source, ...listed } = await askPage(listing, page)
    first ??= source
    if (source !== first) return 'mixed'
    slots.push(listed.slot)
    assets.push(...listed.assets)
    if (listed.count < perPage) return { slot: earliest(slots), source, assets }
  }
  return null
}

function askPage({ das, owner, deadline, method, filter }: Listing, page: number) {
  return das<AssetPage & { readonly source: string }>({
    chain: solana,
    method,
    params: { ownerAddress: owner, ...filter, page, limit: perPage, options: display },
    timeoutMs: deadline - performance.now(),
    maxBytes,
    parse: (result, from?: Answering) => {
      const listed = parseAssetPage({ result, owner })
      from?.seeHead(listed.slot)
      return { ...listed, source: from?.source ?? '' }
    },
  })
}

function earliest(slots: readonly bigint[]): bigint {
  const [first = 0n] = [...slots].sort((a, b) => (a < b ? -1 : 1))
  return first
}
