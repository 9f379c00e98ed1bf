import { InputError } from '../errors/base.ts'
import { decodeBase58 } from './base58.ts'
import type { SolanaAddress } from './types.ts'

/**
 * Parse a Solana address: base58 of 32 bytes. Case matters, and nothing is folded or trimmed.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseSolanaAddress(text: string): SolanaAddress {
  if (typeof text === 'string' && decodeBase58({ text, bytes: 32 })) return text as SolanaAddress
  throw new InputError('ERR_ADDRESS_INVALID', 'This is not a Solana address.', {
    hint: 'Send the 32 to 44 letters and digits exactly as the wallet shows them; upper and lower case differ.',
  })
}
