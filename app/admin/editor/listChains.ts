import { findChain } from '../../core/chain/findChain.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import type { ChainView } from '../views.ts'

/**
 * List the chains to choose from, of one family or of any. The chosen chain is listed even if this server cannot reach
 * it any more.
 */
export function listChains({
  chains,
  slug,
  family = 'any',
}: {
  chains: readonly ChainView[]
  slug: string
  family?: ChainFamily | 'any'
}): { value: string; label: string }[] {
  const options = chains
    .filter((chain) => family === 'any' || chain.family === family)
    .map((chain) => ({ value: chain.slug, label: chain.name }))
  if (slug === '' || options.some(({ value }) => value === slug)) return options
  return [...options, { value: slug, label: `${findChain(slug)?.name ?? slug} (not set up)` }]
}
