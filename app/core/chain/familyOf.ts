import { findChain } from './findChain.ts'
import type {
  ChainFamily,
  ChainSlug,
  ContractAddress,
  EvmAddress,
  FlowAddress,
  FlowContract,
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
export function isEvmAddress(address: WalletAddress | ContractAddress): address is EvmAddress {
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

/** The family of a contract in its internal form. */
export function familyOfContract(contract: ContractAddress): ChainFamily {
  if (isFlowContract(contract)) return 'flow'
  return isEvmAddress(contract) ? 'evm' : 'solana'
}

/** Whether a contract in its internal form is one of Flow. A Solana address has no dot. */
export function isFlowContract(contract: ContractAddress): contract is FlowContract {
  return contract.startsWith('A.')
}

/** A chain of a wallet whose address alone is known, and which has a key: that is the same on all chains of its family. */
export function keyChainOf(address: WalletAddress): ChainSlug {
  return KEY_CHAINS[familyOfAddress(address)]
}

const KEY_CHAINS: { readonly [Family in ChainFamily]: ChainSlug } = {
  evm: 'ethereum' as ChainSlug,
  solana: 'solana' as ChainSlug,
  flow: 'flow' as ChainSlug,
}

/** `0x` and 16 digits. An EVM address has 40. */
const FLOW_LENGTH = 18
