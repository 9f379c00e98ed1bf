import type { SolanaAddress } from '../../core/chain/types.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import type { TokenAccount } from './listHoldings.ts'
import type { Asset } from './parseAssets.ts'
import type { Metadata } from './parseMetadata.ts'
import type { Mint } from './parseMint.ts'

export type NftRead = Extract<SolanaRead, { kind: 'collection' | 'creator' }>

/** Whether a mint's own metadata says that it is what a read asks for, as far as that was verified. */
export function answersRead(metadata: Metadata, { kind, address }: NftRead): boolean {
  if (metadata.standard === 'fungible') return false
  const verified = {
    collection: metadata.verifiedCollection === address,
    creator: metadata.verifiedCreators.includes(address),
  } satisfies Record<NftRead['kind'], boolean>
  return verified[kind]
}

/** Programmable NFTs are frozen all the time, and only their program moves them. */
export function isProgrammable(metadata: Metadata | undefined): boolean {
  return metadata?.standard?.startsWith('programmable') ?? false
}

/** The mints among a wallet's token accounts that answer a read, each once. */
export function countAccounts({
  accounts,
  read,
  metadata,
  mints,
}: {
  accounts: readonly TokenAccount[]
  read: NftRead
  metadata: ReadonlyMap<SolanaAddress, Metadata>
  /** Of those whose metadata does not say a standard. */
  mints: ReadonlyMap<SolanaAddress, Mint | null>
}): SolanaAddress[] {
  const counted = accounts.filter(({ mint, isFrozen }) => {
    const known = metadata.get(mint)
    if (!known || !answersRead(known, read)) return false
    if (isFrozen && !isProgrammable(known)) return false
    // Early NFTs do not say what they are: what can be divided is none.
    return known.standard !== null || mints.get(mint)?.decimals === 0
  })
  return [...new Set(counted.map(({ mint }) => mint))]
}

/** The ids among an index's assets that answer a read. */
export function countAssets(assets: readonly Asset[], { kind, address }: NftRead): string[] {
  return assets.flatMap(({ id, collections: collection, creators: creator }) => {
    const groups = { collection, creator } satisfies Record<NftRead['kind'], readonly string[]>
    return groups[kind].includes(address) ? [id] : []
  })
}
