import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Das, DasRequest } from './createDas.ts'
import { readObject } from './parseAccounts.ts'

/** An asset of a wallet, as an index knows it. Only what was verified is named. */
export type Asset = {
  readonly id: string
  /** Whether it has a token account: what the chain itself says counts then. */
  readonly hasAccount: boolean
  readonly collections: readonly string[]
  readonly creators: readonly string[]
}
export type AssetQuestion = { readonly kind: 'collection' | 'creator'; readonly address: SolanaAddress }
export type ListAssetsParameters = {
  readonly das: Das
  readonly owner: SolanaAddress
  readonly questions: readonly AssetQuestion[]
  /** By `performance.now()`. */
  readonly deadline: number
}
/** Null where the wallet holds more than can be listed. */
export type Assets = { readonly slot: bigint; readonly assets: readonly Asset[] } | null

const perPage = 250
const mostPages = 8
/** More questions than this are answered by one list of everything. */
const mostSearches = 3
const neverNft = ['FungibleToken', 'MplCoreCollection', 'MplCoreGroup']
const withoutAccount = ['MplCoreAsset', 'MplBubblegumV2']
/** An index calls whoever an asset of Core names as due royalties a verified creator: nobody signed that. */
const withoutCreators = ['MplCoreAsset']
const display = { showUnverifiedCollections: false, showCollectionMetadata: false, showFungible: false }

/**
 * List the assets of a wallet that may answer some questions: burnt ones never, frozen ones only if programmable.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function listAssets({ das, owner, questions, deadline }: ListAssetsParameters): Promise<Assets> {
  const lists =
    questions.length > mostSearches
      ? [await listAll({ das, owner, deadline, method: 'getAssetsByOwner', filter: {} })]
      : await Promise.all(
          questions.map((question) =>
            listAll({ das, owner, deadline, method: 'searchAssets', filter: formatFilter(question) }),
          ),
        )
  const found = new Map<string, Asset>()
  let slot: bigint | null = null
  for (const list of lists) {
    if (!list) return null
    if (slot === null || list.slot < slot) slot = list.slot
    for (const asset of list.assets) found.set(asset.id, asset)
  }
  return { slot: slot ?? 0n, assets: [...found.values()] }
}

function formatFilter({ kind, address }: AssetQuestion): Readonly<Record<string, unknown>> {
  if (kind === 'collection') return { grouping: ['collection', address], burnt: false }
  return { creatorAddress: address, creatorVerified: true, burnt: false }
}

async function listAll({
  das,
  owner,
  deadline,
  method,
  filter,
}: {
  das: Das
  owner: SolanaAddress
  deadline: number
  method: DasRequest<unknown>['method']
  filter: Readonly<Record<string, unknown>>
}): Promise<Assets> {
  const assets: Asset[] = []
  for (let page = 1; page <= mostPages; page++) {
    const listed = await das({
      method,
      params: { ownerAddress: owner, ...filter, page, limit: perPage, options: display },
      timeoutMs: deadline - performance.now(),
      parse: (result) => parsePage(result, owner),
    })
    assets.push(...listed.assets)
    if (listed.count < perPage) return { slot: listed.slot, assets }
  }
  return null
}

function parsePage(
  result: unknown,
  owner: SolanaAddress,
): { readonly count: number; readonly slot: bigint; readonly assets: readonly Asset[] } {
  const { items, last_indexed_slot: slot } = readObject(result)
  if (!Array.isArray(items)) throw new Error('no list of assets')
  return {
    count: items.length,
    slot: typeof slot === 'number' && Number.isSafeInteger(slot) && slot >= 0 ? BigInt(slot) : 0n,
    assets: items.flatMap((item) => parseAsset(item, owner)),
  }
}

function parseAsset(item: unknown, owner: SolanaAddress): Asset[] {
  const asset = readObject(item)
  const { id, interface: standard } = asset
  const [ownership, compression] = [readObject(asset.ownership), asset.compression]
  if (typeof id !== 'string' || !decodeBase58({ text: id, bytes: 32 })) throw new Error('an asset without id')
  if (ownership.owner !== owner) throw new Error('the asset of another wallet')
  if (typeof standard !== 'string' || neverNft.includes(standard)) return []
  if (asset.burnt === true) return []
  if (ownership.frozen === true && standard !== 'ProgrammableNFT') return []
  const isCompressed = compression ? readObject(compression).compressed === true : false
  return [
    {
      id,
      hasAccount: !isCompressed && !withoutAccount.includes(standard),
      collections: readList(asset.grouping).flatMap(({ group_key, group_value, verified }) =>
        group_key === 'collection' && typeof group_value === 'string' && verified !== false
          ? [group_value]
          : [],
      ),
      creators: withoutCreators.includes(standard)
        ? []
        : readList(asset.creators).flatMap(({ address, verified }) =>
            typeof address === 'string' && verified === true ? [address] : [],
          ),
    },
  ]
}

function readList(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(readObject) : []
}
