import type { SolanaAddress } from '../../core/chain/types.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import type { TokenAccount } from './listHoldings.ts'
import type { Asset } from './parseAssets.ts'
import type { Metadata } from './parseMetadata.ts'
import type { Mint } from './parseMint.ts'

export type NftRead = Extract<SolanaRead, { kind: 'collection' | 'creator' }>

/** Whether a mint's metadata names the collection or creator of a read as verified. Fungible tokens never count. */
export function isAnswerTo(metadata: Metadata, { kind, address }: NftRead): boolean {
  if (metadata.standard === 'fungible') return false
  const verified = {
    collection: metadata.verifiedCollection === address,
    creator: metadata.verifiedCreators.includes(address),
  } satisfies Record<NftRead['kind'], boolean>
  return verified[kind]
}

/** Whether an NFT is programmable. Such NFTs are always frozen, and only their program moves them. */
export function isProgrammable(metadata: Metadata | undefined): boolean {
  return metadata?.standard?.startsWith('programmable') ?? false
}

/** List the mints of a wallet's token accounts that match a read, each once. */
export function countAccounts({
  accounts,
  read,
  metadata,
  mints,
}: {
  accounts: readonly TokenAccount[]
  read: NftRead
  metadata: ReadonlyMap<SolanaAddress, Metadata>
  /** Must contain the mints whose metadata names no standard. */
  mints: ReadonlyMap<SolanaAddress, Mint | null>
}): SolanaAddress[] {
  const counted = accounts.filter(({ mint, isFrozen }) => {
    const known = metadata.get(mint)
    if (!known || !isAnswerTo(known, read)) return false
    if (isFrozen && !isProgrammable(known)) return false
    // Early NFTs name no standard. A mint with decimals is no NFT.
    return known.standard !== null || mints.get(mint)?.decimals === 0
  })
  return [...new Set(counted.map(({ mint }) => mint))]
}

/** List the ids of an index's assets that match a read. */
export function countAssets(assets: readonly Asset[], { kind, address }: NftRead): string[] {
  return assets.flatMap(({ id, collections: collection, creators: creator }) => {
    const groups = { collection, creator } satisfies Record<NftRead['kind'], readonly string[]>
    return groups[kind].includes(address) ? [id] : []
  })
}
