export type IndexedAsset = {
  readonly id: string
  readonly owner: string
  /** What an index calls its interface, e.g. `V1_NFT` or `MplCoreAsset`. */
  readonly standard: string
  readonly isCompressed: boolean
  readonly collection: string | null
  readonly isCollectionVerified?: boolean
  readonly creators: readonly { readonly address: string; readonly verified: boolean }[]
  readonly isBurnt: boolean
  readonly isFrozen: boolean
}
type Question = {
  readonly ownerAddress?: string
  readonly grouping?: readonly [string, string]
  readonly creatorAddress?: string
  readonly page?: number
  readonly limit?: number
}
export type DasIndex = {
  readonly assets: IndexedAsset[]
  /** An asset of nobody, to change. */
  readonly blank: IndexedAsset
  readonly format: (asset: IndexedAsset) => Record<string, unknown>
  /** The slot the index has come to; undefined: it does not say. */
  slot: number | undefined
  /** Answered instead of what was found. */
  answer: unknown
  readonly methods: Readonly<Record<string, (params: Question) => unknown>>
}

/**
 * Make the face of an index of digital assets: it filters by what it is asked and judges nothing, so that whoever
 * asks must. Only as much of each asset as is asked about.
 * @see https://developers.metaplex.com/das-api
 */
export function createDasIndex(): DasIndex {
  const list = ({ ownerAddress, grouping, creatorAddress, page = 1, limit = 1000 }: Question): unknown => {
    if (index.answer !== undefined) return index.answer
    const found = index.assets.filter(
      ({ owner, collection, creators }) =>
        owner === ownerAddress &&
        (!grouping || collection === grouping[1]) &&
        (!creatorAddress || creators.some(({ address }) => address === creatorAddress)),
    )
    const items = found.slice((page - 1) * limit, page * limit).map(format)
    return { last_indexed_slot: index.slot, total: items.length, limit, page, items }
  }
  const index: DasIndex = {
    assets: [],
    blank: {
      id: '11111111111111111111111111111111',
      owner: '',
      standard: 'V1_NFT',
      isCompressed: true,
      collection: null,
      creators: [],
      isBurnt: false,
      isFrozen: false,
    },
    format,
    slot: undefined,
    answer: undefined,
    methods: { getAssetsByOwner: list, searchAssets: list },
  }
  return index
}

function format(asset: IndexedAsset): Record<string, unknown> {
  const { id, owner, standard, isCompressed, collection, isCollectionVerified, creators } = asset
  const verified = isCollectionVerified === undefined ? {} : { verified: isCollectionVerified }
  return {
    interface: standard,
    id,
    compression: { compressed: isCompressed },
    grouping: collection ? [{ group_key: 'collection', group_value: collection, ...verified }] : [],
    creators: creators.map((creator) => ({ ...creator, share: 100 })),
    ownership: { owner, frozen: asset.isFrozen, delegated: false, ownership_model: 'single' },
    burnt: asset.isBurnt,
  }
}
