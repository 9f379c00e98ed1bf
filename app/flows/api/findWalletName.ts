import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseChainSlug } from '../../core/chain/parseChainSlug.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'

/** Longest accepted name: names are shown to people and are part of every request's token. */
const MOST_CHARACTERS = 100
const ethereum = parseChainSlug('ethereum')

/** The ENS name of a wallet, or null. For display only: decisions use the address. */
export async function findWalletName(
  ctx: Needs<'readEnsName' | 'canReadChain'>,
  { wallet: { address, chain, kind } }: { wallet: ProvenWallet },
): Promise<string | null> {
  if (!isEvmAddress(address)) return null
  // ENS is on Ethereum, for the names of other chains too.
  if (!ctx.canReadChain(ethereum)) return null
  const name = await ctx.readEnsName({ address, chain, isKey: kind !== 'contract' })
  return name && name.length <= MOST_CHARACTERS ? name : null
}
