import type { ProvenWallet } from '../../core/login/types.ts'

/** Spell wallets as JSON text with the same fields each time, so that the database can tell equal ones. */
export function formatWallets(wallets: readonly ProvenWallet[]): string {
  return JSON.stringify(wallets.map(({ chain, address, kind }) => ({ chain, address, kind })))
}
