import { InputError } from '../errors/base.ts'
import { decodeBase58 } from './base58.ts'
import { flowChain } from './chains.ts'
import { findOwnChain } from './ownChains.ts'
import type { SolanaAddress, WalletAddress } from './types.ts'

const EVM = /^0x[0-9a-f]{40}$/i
const FLOW = /^0x[0-9a-f]{16}$/i

/**
 * Parse a wallet's address of any family. No text is an address of two, because base58 has no zero.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseAnyAddress(text: string): WalletAddress {
  // Without Flow such a text is an EVM address that was cut short.
  const isHex = EVM.test(text) || (FLOW.test(text) && findOwnChain(flowChain.slug) !== null)
  if (isHex) return text.toLowerCase() as WalletAddress
  if (decodeBase58({ text, bytes: 32 })) return text as SolanaAddress
  throw new InputError('ERR_ADDRESS_INVALID', 'This is not a wallet address.', {
    hint: 'Send 0x and 40 hexadecimal digits, or a Solana address exactly as the wallet shows it.',
  })
}
