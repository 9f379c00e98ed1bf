import type { Chain } from '../core/chain/types.ts'
import type { ChainView } from './views.ts'

/** Format the chains that a merchant may choose from. */
export function formatChains(chains: readonly Chain[]): ChainView[] {
  return chains.map(({ slug, name, family }) => ({ slug, name, family }))
}
