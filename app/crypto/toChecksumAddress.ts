import type { EvmAddress } from '../core/chain/types.ts'
import { keccak256 } from './keccak256.ts'

/**
 * Format an address in EIP-55 mixed case, for SIWE messages and for display.
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function toChecksumAddress(address: EvmAddress): `0x${string}` {
  const digits = address.slice(2)
  const hash = keccak256(Buffer.from(digits, 'latin1'))
  let spelled: `0x${string}` = '0x'
  for (let i = 0; i < 40; i++) {
    const byte = hash[i >> 1] ?? 0
    const nibble = i % 2 === 0 ? byte >> 4 : byte & 15
    const digit = digits.charAt(i)
    spelled += nibble > 7 ? digit.toUpperCase() : digit
  }
  return spelled
}
