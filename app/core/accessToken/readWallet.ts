import { familyOf } from '../chain/familyOf.ts'
import { parseWalletAddress } from '../chain/parseWalletAddress.ts'
import type { ProvenWallet } from '../login/types.ts'
import type { AccessClaims } from './types.ts'

/** The wallet that a token's login has proven. */
export function readWallet({
  chain,
  walletAddress,
  wallet,
}: Pick<AccessClaims, 'chain' | 'walletAddress' | 'wallet'>): ProvenWallet {
  const address = parseWalletAddress({ family: familyOf(chain), text: walletAddress })
  return { chain, address, kind: wallet ?? 'key' }
}
