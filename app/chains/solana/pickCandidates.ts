import type { SolanaAddress } from '../../core/chain/types.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import type { TakenHoldings } from './takeHoldings.ts'

export type Candidates = {
  /** Each once. */
  readonly mints: readonly SolanaAddress[]
  /** Wallets of too many NFTs to look at: an index alone may know which of them count. */
  readonly large: ReadonlySet<SolanaAddress>
}

/** Of one wallet. */
const mostNfts = 500
/** Of all wallets of a check: finding where the metadata of one is takes half a millisecond. */
const mostMints = 2_000

/** Pick the mints whose metadata decides some reads, as far as they can be looked at. */
export function pickCandidates({
  reads,
  holdings,
}: {
  reads: readonly SolanaRead[]
  holdings: TakenHoldings
}): Candidates {
  const mints = new Set<SolanaAddress>()
  const large = new Set<SolanaAddress>()
  const accountsOf = (owner: SolanaAddress) => holdings.of.get(owner)?.accounts ?? []
  for (const read of reads) {
    if (read.kind !== 'spl') continue
    // Frozen accounts count for programmable NFTs alone.
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
