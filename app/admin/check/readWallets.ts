import { keyChainOf } from '../../core/chain/familyOf.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import { isName } from '../../core/list/parseListAddress.ts'
import type { ProvenWallet, TypedWallet } from '../../core/login/types.ts'

/** A visit has at most as many wallets. */
export const MAX_CHECKED_WALLETS = 16

/** Split a text into addresses at whitespace, commas and semicolons. */
export function splitWallets(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '')
}

/** Read what staff typed for a wallet: an address, or a name that stands for one; null if it is neither. */
export function readTypedWallet(text: string): TypedWallet | null {
  return readWallet(text) ?? (isName(text) ? { kind: 'name', name: text } : null)
}

/** Parse an address as a wallet that signed in with its key; null if the text is not an address. */
function readWallet(text: string): ProvenWallet | null {
  const address = parseOrNull(() => parseAnyAddress(text))
  if (address === null) return null
  return { kind: 'key', chain: keyChainOf(address), address }
}
