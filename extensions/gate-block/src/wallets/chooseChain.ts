import type { ChainLabel } from '../readConfig.ts'
import type { EvmProvider } from './types.ts'

/**
 * Choose the chain to log in on, of those that the gates name: the wallet's current one, else the first. A block without
 * gates names none. The wallet is asked without a prompt, and never asked to switch. The chain matters because a contract
 * wallet exists on its own chain only.
 */
export async function chooseChain(
  provider: EvmProvider,
  chains: readonly Pick<ChainLabel, 'slug' | 'id'>[],
): Promise<Pick<ChainLabel, 'slug' | 'id'>> {
  const id = await provider.request({ method: 'eth_chainId' }).catch(() => null)
  const own = chains.find((chain) => chain.id === +(id as string))
  return own ?? chains[0] ?? { slug: 'ethereum', id: 1 }
}
