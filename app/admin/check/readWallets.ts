import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { attempt } from '../../core/gate/attempt.ts'
import type { ProvenWallet } from '../../core/login/types.ts'

/** A visit keeps no more wallets. */
export const MAX_CHECKED_WALLETS = 16

/** The entries of a text in which addresses are separated by lines, blanks or commas. */
export function splitWallets(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '')
}

/** The wallet that an address is of, as if it had signed in with its key; null for what is no address. */
export function readWallet(text: string): ProvenWallet | null {
  const address = attempt(() => parseAnyAddress(text))
  if (address === null) return null
  return { kind: 'key', chain: loadChain(isEvmAddress(address) ? 'ethereum' : 'solana').slug, address }
}
