import { findChain } from './findChain.ts'
import type { ChainFamily, ChainSlug, EvmAddress, WalletAddress } from './types.ts'

/** The family of a known chain. */
export function familyOf(chain: ChainSlug): ChainFamily {
  return findChain(chain)?.family ?? 'evm'
}

/** Whether an address in its internal form is an EVM address. A Solana address has no zero, because base58 has none. */
export function isEvmAddress(address: WalletAddress): address is EvmAddress {
  return address.startsWith('0x')
}
