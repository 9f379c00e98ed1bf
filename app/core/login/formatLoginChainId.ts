import type { Chain } from '../chain/types.ts'

/**
 * Format a chain's id for a login message: its EIP-155 number, or the name of Solana's network.
 * @see https://github.com/phantom/sign-in-with-solana
 */
export function formatLoginChainId({ family, id }: Pick<Chain, 'family' | 'id'>): string {
  return family === 'evm' ? String(id) : 'mainnet'
}
