import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseChainSlug } from '../../core/chain/parseChainSlug.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'

/** Names are shown to people, and stand in every request's token. */
const MOST_CHARACTERS = 100
const ethereum = parseChainSlug('ethereum')

/** The ENS name that a wallet goes by, or null. Only shown: what is decided is decided by the address. */
export async function nameWallet(
  ctx: Needs<'readEnsName' | 'canReadChain'>,
  { wallet: { address, chain, kind } }: { wallet: ProvenWallet },
): Promise<string | null> {
  if (!isEvmAddress(address)) return null
  // Names stand on Ethereum, where a contract of another chain may be somebody else's.
  if (kind === 'contract' && chain !== ethereum) return null
  if (!ctx.canReadChain(ethereum)) return null
  const name = await ctx.readEnsName({ address })
  return name && name.length <= MOST_CHARACTERS ? name : null
}
