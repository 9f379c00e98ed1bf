import { findChain } from './findChain.ts'
import type {
  ChainFamily,
  ChainSlug,
  EvmAddress,
  FlowAddress,
  SolanaAddress,
  WalletAddress,
} from './types.ts'

/** The family of a known chain. */
export function familyOf(chain: ChainSlug): ChainFamily {
  return findChain(chain)?.family ?? 'evm'
}

/** The family of an address in its internal form. */
export function familyOfAddress(address: WalletAddress): ChainFamily {
  if (isEvmAddress(address)) return 'evm'
  return isFlowAddress(address) ? 'flow' : 'solana'
}

/** Whether an address in its internal form is an EVM address. A Solana address has no zero, because base58 has none. */
export function isEvmAddress(address: WalletAddress): address is EvmAddress {
  return address.startsWith('0x') && address.length > FLOW_LENGTH
}

/** Whether an address in its internal form is an account on Flow. */
export function isFlowAddress(address: WalletAddress): address is FlowAddress {
  return address.startsWith('0x') && address.length === FLOW_LENGTH
}

/** Whether an address in its internal form is of Solana. */
export function isSolanaAddress(address: WalletAddress): address is SolanaAddress {
  return !address.startsWith('0x')
}

/** `0x` and 16 digits. An EVM address has 40. */
const FLOW_LENGTH = 18
