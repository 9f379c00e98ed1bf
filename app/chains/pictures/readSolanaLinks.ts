import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { readMetadata } from '../solana/metadata.ts'

const timeoutMs = 8_000

/**
 * Read the link to the Metaplex metadata of a mint; empty if it has none.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readSolanaLinks({
  rpc,
  contract,
}: {
  rpc: Rpc
  contract: SolanaAddress
}): Promise<string[]> {
  const found = await readMetadata({ rpc, mints: [contract], deadline: performance.now() + timeoutMs })
  const link = found.get(contract)?.link ?? ''
  return link === '' ? [] : [link]
}
