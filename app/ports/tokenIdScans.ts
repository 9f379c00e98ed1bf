import type { ScanRole, TokenIdScan } from '../core/chain/tokenIdScan.ts'

/**
 * Finished scans for a wallet's token ids, so that the next scan reads new blocks only. Losing a scan costs time and
 * nothing else.
 */
export type TokenIdScansPort = {
  /** Scans of some wallets at some contracts, in one statement; a pair without a scan is left out. */
  readonly find: (parameters: {
    readonly role: ScanRole
    readonly pairs: readonly Pick<TokenIdScan, 'chain' | 'contract' | 'owner'>[]
  }) => Promise<readonly TokenIdScan[]>
  /**
   * Store scans, in one statement. If two processes save the same scan, the later one overwrites the earlier: each scan
   * is true by itself.
   */
  readonly save: (parameters: {
    readonly role: ScanRole
    readonly scans: readonly TokenIdScan[]
  }) => Promise<void>
}
