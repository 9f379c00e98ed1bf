import type { ScanRole, TokenIdScan } from '../../core/chain/tokenIdScan.ts'

export type ScanPair = Pick<TokenIdScan, 'chain' | 'contract' | 'owner'>

/** Spell what a scan is about, as text to be hashed: the database names no wallet. */
export function formatScanKey({ role, pair }: { role: ScanRole; pair: ScanPair }): string {
  return `token id scan ${role} ${pair.chain} ${pair.contract} ${pair.owner}`
}
