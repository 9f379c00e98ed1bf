import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { findMetadataAddress } from './findMetadataAddress.ts'
import { type Metadata, parseMetadata } from './parseMetadata.ts'
import { readAccounts } from './readAccounts.ts'

/** The longest content of an account, without its padding. */
const bytes = 607
/** Addresses to derive before yielding to the event loop. Each takes half a millisecond. */
const perTurn = 16

/**
 * Read the Metaplex metadata of mints. The map lacks mints without metadata.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readMetadata({
  rpc,
  mints,
  deadline,
}: {
  rpc: Rpc
  mints: readonly SolanaAddress[]
  /** By `performance.now()`. */
  deadline: number
}): Promise<Map<SolanaAddress, Metadata>> {
  const mintOf = new Map<SolanaAddress, SolanaAddress>()
  for (const [i, mint] of [...new Set(mints)].entries()) {
    if (i > 0 && i % perTurn === 0) await new Promise(setImmediate)
    mintOf.set(findMetadataAddress(mint), mint)
  }
  const addresses = [...mintOf.keys()]
  const accounts = await readAccounts({ rpc, addresses, bytes, timeoutMs: deadline - performance.now() })
  const found = new Map<SolanaAddress, Metadata>()
  for (const [address, account] of accounts) {
    const mint = mintOf.get(address)
    const metadata = mint && parseMetadata({ account, mint })
    if (mint && metadata) found.set(mint, metadata)
  }
  return found
}
