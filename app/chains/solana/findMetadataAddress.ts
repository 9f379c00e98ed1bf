import { PublicKey } from '@solana/web3.js'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { metadataProgram } from './programs.ts'

const program = new PublicKey(metadataProgram)
const found = new Map<SolanaAddress, SolanaAddress>()
const mostFound = 20_000

/** Derive the address of a mint's Metaplex metadata. Cached, as it takes half a millisecond and never changes. */
export function findMetadataAddress(mint: SolanaAddress): SolanaAddress {
  const known = found.get(mint)
  if (known) return known
  const seeds = [Buffer.from('metadata'), program.toBuffer(), new PublicKey(mint).toBuffer()]
  const address = PublicKey.findProgramAddressSync(seeds, program)[0].toBase58() as SolanaAddress
  const [oldest] = found.keys()
  if (found.size >= mostFound && oldest) found.delete(oldest)
  found.set(mint, address)
  return address
}
