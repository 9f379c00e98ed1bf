import { loadChain } from '../../core/chain/loadChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import { attempt } from '../../core/gate/attempt.ts'
import type { ProvenWallet } from '../../core/login/types.ts'

/** A visit keeps no more wallets. */
export const MAX_CHECKED_WALLETS = 16

const FAMILIES: readonly { readonly family: ChainFamily; readonly chain: string }[] = [
  { family: 'evm', chain: 'ethereum' },
  { family: 'solana', chain: 'solana' },
]

/** The entries of a text in which addresses are separated by lines, blanks or commas. */
export function splitWallets(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '')
}

/** The wallet that an address is of, as if it had signed in with its key; null for what is no address. */
export function readWallet(text: string): ProvenWallet | null {
  for (const { family, chain } of FAMILIES) {
    const address = attempt(() => parseWalletAddress({ family, text }))
    if (address) return { kind: 'key', chain: loadChain(chain).slug, address }
  }
  return null
}
