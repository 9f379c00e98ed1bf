import { findChain } from './findChain.ts'
import type { ChainFamily, ChainSlug, EvmAddress, WalletAddress } from './types.ts'

/** The family of a chain that is known. */
export function familyOf(chain: ChainSlug): ChainFamily {
  return findChain(chain)?.family ?? 'evm'
}

/** Whether an address in its inner form is one of an EVM chain: base58 has no zero. */
export function isEvmAddress(address: WalletAddress): address is EvmAddress {
  return address.startsWith('0x')
}
