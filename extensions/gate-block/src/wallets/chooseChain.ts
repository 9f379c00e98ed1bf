import type { ChainLabel } from '../readConfig.ts'
import type { EvmProvider } from './types.ts'

export type ChooseChainParameters = {
  readonly provider: EvmProvider
  /** The chains that the gates name; empty in a block without gates. */
  readonly chains: readonly Pick<ChainLabel, 'slug' | 'id'>[]
}

/**
 * Choose the chain to log in on: the wallet's current one if a gate names it, else the first. It is asked without a prompt. The chain matters because
 * a contract wallet exists on its own chain only. The wallet is never asked to switch.
 */
export async function chooseChain({
  provider,
  chains,
}: ChooseChainParameters): Promise<Pick<ChainLabel, 'slug' | 'id'>> {
  const id = await provider.request({ method: 'eth_chainId' }).catch(() => null)
  const own = chains.find((chain) => chain.id === +(id as string))
  return own ?? chains[0] ?? { slug: 'ethereum', id: 1 }
}
