import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { readObject } from './parseAccounts.ts'

/** An asset of a wallet as an index lists it, with verified collections and creators only. */
export type Asset = {
  readonly id: string
  /** Whether it has a token account, which a node lists too. */
  readonly hasAccount: boolean
  readonly collections: readonly string[]
  readonly creators: readonly string[]
}
export type AssetPage = {
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
export function parseAssetPage({ result, owner }: { result: unknown; owner: SolanaAddress }): AssetPage {
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
