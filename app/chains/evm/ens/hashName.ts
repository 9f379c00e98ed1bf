import { namehash, normalize } from 'viem/ens'
import type { Word } from '../../../core/requirement/calls/types.ts'

/** Hash an ENS name as contracts do; null if it is no name. @see https://eips.ethereum.org/EIPS/eip-137 */
export function hashName(name: string): Word | null {
  try {
    const known = normalize(name.trim())
    return known.includes('.') ? namehash(known) : null
  } catch {
    return null
  }
}
