import { parseEvmAddress } from './parseEvmAddress.ts'
import { parseFlowAddress } from './parseFlowAddress.ts'
import { parseSolanaAddress } from './parseSolanaAddress.ts'
import type { ChainFamily, WalletAddress } from './types.ts'

const parsers: { readonly [Family in ChainFamily]: (text: string) => WalletAddress } = {
  evm: parseEvmAddress,
  solana: parseSolanaAddress,
  flow: parseFlowAddress,
}

/**
 * Parse a wallet's address into the internal form of its family.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseWalletAddress({ family, text }: { family: ChainFamily; text: string }): WalletAddress {
  return parsers[family](text)
}
