import type { SolanaAddress } from '../../core/chain/types.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import type { TakenHoldings } from './readHoldings.ts'

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
  reads: readonly SolanaRead[]
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
