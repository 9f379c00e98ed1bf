import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { ProvenWallet } from '../../core/login/types.ts'

/** A visit has at most as many wallets. */
export const MAX_CHECKED_WALLETS = 16

/** Split a text into addresses at whitespace, commas and semicolons. */
export function splitWallets(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '')
}

/** Parse an address as a wallet that signed in with its key; null if the text is not an address. */
export function readWallet(text: string): ProvenWallet | null {
  const address = parseOrNull(() => parseAnyAddress(text))
  if (address === null) return null
  return { kind: 'key', chain: loadChain(isEvmAddress(address) ? 'ethereum' : 'solana').slug, address }
}
