export type IndexedAsset = {
  readonly id: string
  readonly owner: string
  /** The index's `interface`, e.g. `V1_NFT` or `MplCoreAsset`. */
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
  /** Template of an asset without an owner. */
  readonly blank: IndexedAsset
  readonly format: (asset: IndexedAsset) => Record<string, unknown>
  /** Slot that the index has reached; undefined: the answer has none. */
  slot: number | undefined
  /** If set, every method answers this instead of the assets found. */
  answer: unknown
  readonly methods: Readonly<Record<string, (params: Question) => unknown>>
}

/**
 * Make a DAS index. It filters by the question's parameters and validates nothing, so the caller has to. Its
 * assets have only some of the fields of real ones.
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
