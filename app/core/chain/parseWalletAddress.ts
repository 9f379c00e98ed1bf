import { parseEvmAddress } from './parseEvmAddress.ts'
import { parseSolanaAddress } from './parseSolanaAddress.ts'
import type { ChainFamily, WalletAddress } from './types.ts'

/**
 * Parse a wallet's address into the internal form of its family.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseWalletAddress({ family, text }: { family: ChainFamily; text: string }): WalletAddress {
  return family === 'evm' ? parseEvmAddress(text) : parseSolanaAddress(text)
}
