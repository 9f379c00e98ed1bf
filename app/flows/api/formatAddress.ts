import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { Chain } from '../../core/chain/types.ts'
import type { Needs } from '../context.ts'

/**
 * Format an address for display and for tokens: EIP-55 on EVM chains, unchanged on Solana.
 *
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function formatAddress(
  ctx: Needs<'toChecksumAddress'>,
  { chain, text }: { chain: Pick<Chain, 'family'>; text: string },
): string {
  const address = parseWalletAddress({ family: chain.family, text })
  return isEvmAddress(address) ? ctx.toChecksumAddress(address) : address
}
