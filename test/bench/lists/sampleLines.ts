import { createHash } from 'node:crypto'
import { encodeBase58 } from '../../../app/core/chain/base58.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'

/**
 * A line of a CSV file: of three, one address is in mixed case, one in lower case and one of Solana. Deterministic by
 * number.
 */
export function sampleLine(number: number): string {
  const bytes = createHash('sha256').update(`line ${number}`).digest()
  if (number % 3 === 0) return `${encodeBase58(bytes)},${number}`
  const address = `0x${bytes.toString('hex').slice(0, 40)}` as EvmAddress
  return `${number % 3 === 1 ? toChecksumAddress(address) : address},${number}`
}

/** `count` lines from `firstLine` on. */
export function sampleLines({ firstLine, count }: { firstLine: number; count: number }): string[] {
  return Array.from({ length: count }, (_, i) => sampleLine(firstLine + i))
}
