import type { SolanaAddress } from '../../core/chain/types.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import type { Asset } from './assets.ts'
import type { TokenAccount } from './listHoldings.ts'
import type { Metadata } from './metadata.ts'
import type { Mint } from './mints.ts'
import type { TakenHoldings, TokenRead } from './readHoldings.ts'

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
  /** Must contain the mints whose metadata names no standard, and those of Token-2022 if a collection is asked for. */
  mints: ReadonlyMap<SolanaAddress, Mint | null>
}): SolanaAddress[] {
  const counted = accounts.filter(({ mint, isFrozen }) => {
    // A group's authority has let each member in, and many groups freeze their members on purpose.
    if (isMember(mints.get(mint), read)) return true
    const known = metadata.get(mint)
    if (!known || !isAnswerTo(known, read)) return false
    if (isFrozen && !isProgrammable(known)) return false
    // Early NFTs name no standard. A mint with decimals is no NFT.
    return known.standard !== null || mints.get(mint)?.decimals === 0
  })
  return [...new Set(counted.map(({ mint }) => mint))]
}

/** Whether a mint is a member of the Token-2022 group that a read names. */
function isMember(mint: Mint | null | undefined, { kind, address }: NftRead): boolean {
  return kind === 'collection' && mint?.group === address && mint.decimals === 0
}

/** List the ids of an index's assets that match a read. */
export function countAssets(assets: readonly Asset[], { kind, address }: NftRead): string[] {
  return assets.flatMap(({ id, collections: collection, creators: creator }) => {
    const groups = { collection, creator } satisfies Record<NftRead['kind'], readonly string[]>
    return groups[kind].includes(address) ? [id] : []
  })
}

export type Candidates = {
  /** Each once. */
  readonly mints: readonly SolanaAddress[]
  /** Wallets with too many NFTs to examine. Only an index can say which of them count. */
  readonly large: ReadonlySet<SolanaAddress>
}

/** Token accounts of one wallet. */
const mostNfts = 500
/** Mints of all wallets of a check. Deriving the metadata address of one takes half a millisecond. */
const mostMints = 2_000

/** Pick the mints whose metadata decides some reads, within the limits. */
export function chooseCandidates({
  reads,
  holdings,
}: {
  reads: readonly TokenRead[]
  holdings: TakenHoldings
}): Candidates {
  const mints = new Set<SolanaAddress>()
  const large = new Set<SolanaAddress>()
  const accountsOf = (owner: SolanaAddress) => holdings.of.get(owner)?.accounts ?? []
  for (const read of reads) {
    if (read.kind !== 'spl') continue
    // Frozen accounts count only for programmable NFTs, so the metadata decides.
    if (accountsOf(read.owner).some(({ mint, isFrozen }) => isFrozen && mint === read.mint))
      mints.add(read.mint)
  }
  for (const owner of new Set(reads.flatMap((read) => (read.kind === 'spl' ? [] : [read.owner])))) {
    const own = accountsOf(owner)
    const more = new Set(own.map(({ mint }) => mint).filter((mint) => !mints.has(mint)))
    const isWhole = holdings.of.get(owner)?.isWhole ?? true
    if (!isWhole || own.length > mostNfts || mints.size + more.size > mostMints) large.add(owner)
    else for (const mint of more) mints.add(mint)
  }
  return { mints: [...mints], large }
}
